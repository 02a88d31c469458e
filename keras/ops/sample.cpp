#include "keras/ops/sample.hpp"

#include <algorithm>
#include <utility>

#include "keras/ops/core.hpp"
#include "keras/ops/operators.hpp"

namespace keras::ops {
namespace {

/// To the nearest whole number, halves away from 0.
Tensor rounded(const Tensor& x) {
  const auto whole = trunc(x);
  return whole + where(absolute(x - whole) >= 0.5, sign(x), 0);
}

/// Whole places, which may lie outside of [0, length), inside of it.
Tensor moved_inside(const Tensor& place, std::int64_t length, const std::string& fill_mode) {
  const int n = static_cast<int>(length);
  if (fill_mode == "wrap") return mod(place, n);
  if (fill_mode == "mirror" && n > 1) return absolute(mod(place + (n - 1), 2 * (n - 1)) - (n - 1));
  if (fill_mode != "reflect") return clip(place, 0, n - 1);
  const auto turn = mod(place, 2 * n);  // there and back again
  return minimum(turn, 2 * n - 1 - turn);
}

/// An element that counts for a place: where it is, whether it exists and how much it counts (None
/// for always and all).
struct Neighbour {
  Tensor place, exists, weight;
};

Neighbour neighbour(const Tensor& place, std::int64_t length, const Sampling& sampling) {
  Neighbour result = {moved_inside(place, length, sampling.fill_mode), {}, {}};
  if (sampling.fill_mode == "constant") result.exists = result.place == place;
  return result;
}

std::vector<Neighbour> neighbours(const AxisPlaces& places, std::int64_t length,
                                  const Sampling& sampling) {
  const auto& at = places.at;
  if (places.inside) return {{at, {}, {}}};
  if (!at.dtype().is_floating()) return {neighbour(cast(at, "int32"), length, sampling)};
  if (sampling.order == 0) return {neighbour(cast(rounded(at), "int32"), length, sampling)};
  const auto lower = floor(at), upper_weight = at - lower;
  const auto place = cast(lower, "int32");
  auto low = neighbour(place, length, sampling), high = neighbour(place + 1, length, sampling);
  low.weight = 1 - upper_weight;
  high.weight = upper_weight;
  return {low, high};
}

/// What one corner of the cell around each place adds to the result.
class Corner {
 public:
  Corner with(const Neighbour& next, std::int64_t length) const {
    Corner result = *this;
    result.flat_ = flat_.defined() ? flat_ * static_cast<int>(length) + next.place : next.place;
    if (next.exists.defined())
      result.exists_ = exists_.defined() ? logical_and(exists_, next.exists) : next.exists;
    if (next.weight.defined())
      result.weight_ = weight_.defined() ? weight_ * next.weight : next.weight;
    return result;
  }

  /// `rows` are the elements of the tensor, flattened along the axes that have places.
  Tensor contribution(const Tensor& rows, double fill_value) const {
    auto found = take(rows, flat_, {.axis = 0});
    const auto beside = [&](const Tensor& x) {  // with the other axes of the tensor
      auto shape = x.shape();
      for (int i = 1; i < rows.rank(); ++i) shape.push_back(1);
      return reshape(x, shape);
    };
    if (exists_.defined()) found = where(beside(exists_), found, cast(fill_value, rows.dtype()));
    if (!weight_.defined()) return found;
    if (found.dtype() == DType::boolean) return where(found, beside(weight_), 0);
    return beside(weight_) * found;
  }

 private:
  Tensor flat_, exists_, weight_;
};

}  // namespace

Tensor sampled(const Tensor& x, const std::vector<AxisPlaces>& places, const Sampling& sampling) {
  const auto axes = static_cast<int>(places.size());
  const auto rows = reshape(x, Shape({x.shape().up_to(axes).elements()}) + x.shape().from(axes));
  std::vector<Corner> corners(1);
  for (int axis = 0; axis < axes; ++axis) {
    std::vector<Corner> next;
    const auto length = x.shape(axis);
    for (const auto& each : neighbours(places[static_cast<std::size_t>(axis)], length, sampling))
      for (const auto& corner : corners) next.push_back(corner.with(each, length));
    corners = std::move(next);
  }
  Tensor sum;
  for (const auto& corner : corners) {
    const auto part = corner.contribution(rows, sampling.fill_value);
    sum = sum.defined() ? sum + part : part;
  }
  const bool whole = x.dtype().is_integer() && sum.dtype().is_floating();
  return cast(whole ? rounded(sum) : sum, x.dtype());
}

int order_of(const char* where, const std::string& interpolation) {
  if (interpolation == "nearest") return 0;
  if (interpolation == "bilinear") return 1;
  fail(where, ": interpolation must be 'bilinear' or 'nearest'; received interpolation=",
       quoted(interpolation));
}

void expect_fill_mode(const char* where, const std::string& fill_mode) {
  const std::vector<std::string> known = {"constant", "nearest", "wrap", "mirror", "reflect"};
  if (std::find(known.begin(), known.end(), fill_mode) == known.end())
    fail(where, ": unknown fill_mode ", quoted(fill_mode), suggestion(fill_mode, known));
}

}  // namespace keras::ops
