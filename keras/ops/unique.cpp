#include <algorithm>
#include <numeric>

#include "keras/graph/define.hpp"
#include "keras/graph/trace.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/operators.hpp"
#include "keras/ops/statistics.hpp"

namespace keras::ops {
namespace {

/// For the first `size` different rows in ascending order: the place of the first of its kind (of
/// the lowest row where there are not so many), for each row the number of its kind, and how many
/// there are of each.
struct Unique {
  static constexpr auto name = "unique";
  std::int64_t size;

  std::vector<Spec> infer(const Spec& rows) const {
    const auto whole = [](std::int64_t length) { return Spec{Shape({length}), DType::int32}; };
    return {whole(size), whole(rows.shape[0]), whole(size)};
  }
  Tensor vjp(const Tensor&, std::span<const Tensor>, std::span<const Tensor>) const { return {}; }

  void run(const runtime::Cpu&, const View& rows, std::span<const View> y) const {
    visit_dtype(rows.dtype(), [&](auto zero) {
      using T = decltype(zero);
      number(rows.as<T>(), rows.shape()[0], rows.shape()[1], y);
    });
  }

  template <class T>
  void number(const T* rows, std::int64_t count, std::int64_t length,
              std::span<const View> y) const {
    const auto compared = [&](std::int64_t a, std::int64_t b) {
      for (std::int64_t i = 0; i < length; ++i)
        if (const int order = compare(rows[a * length + i], rows[b * length + i])) return order;
      return 0;
    };
    std::vector<std::int32_t> order(static_cast<std::size_t>(count));
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
                     [&](auto a, auto b) { return compared(a, b) < 0; });
    auto *places = y[0].as<std::int32_t>(), *kinds = y[1].as<std::int32_t>(),
         *counts = y[2].as<std::int32_t>();
    std::fill_n(places, size, count > 0 ? order[0] : 0);
    std::fill_n(counts, size, 0);
    std::int32_t kind = -1;
    for (std::size_t i = 0; i < order.size(); ++i) {
      if (i == 0 || compared(order[i - 1], order[i]) != 0) {
        ++kind;
        if (kind < size) places[kind] = order[i];
      }
      kinds[order[i]] = kind;
      if (kind < size) ++counts[kind];
    }
  }

  /// -1, 0 or 1; NaN is equal to itself and above all numbers.
  template <class T>
  static int compare(T a, T b) {
    const bool a_nan = a != a, b_nan = b != b;
    if (a_nan || b_nan) return int(a_nan) - int(b_nan);
    return int(b < a) - int(a < b);
  }
};

/// How many different rows there are, which takes their values.
std::int64_t count_kinds(const Tensor& rows) {
  if (graph::Trace::current() != nullptr)
    fail(
        "ops.unique: size must be given while a program is traced: the number of different "
        "elements depends on their values");
  const auto counts = graph::apply_many(Unique{rows.shape(0)}, rows)[2].to_vector<int>();
  return std::count_if(counts.begin(), counts.end(), [](int count) { return count > 0; });
}

}  // namespace

std::vector<Tensor> unique(const Tensor& x, UniqueOptions options) {
  if (any_symbolic(x)) return call_node<ops::unique>(x, options);
  const auto flat = options.axis ? x : ravel(x);
  const int axis = options.axis ? normalize_axis(*options.axis, x.rank(), "ops.unique") : 0;
  const auto front = moveaxis(flat, axis, 0);
  const auto rest = front.shape().from(1);
  const auto rows = reshape(front, {front.shape(0), rest.elements()});
  if (options.size && *options.size < 0)
    fail("ops.unique: size must not be negative; received size=", *options.size);
  const auto size = options.size ? std::int64_t{*options.size} : count_kinds(rows);
  const auto found = graph::apply_many(Unique{size}, rows);
  auto values = take(rows, found[0], {0});
  if (options.fill_value)
    values = where(expand_dims(found[2] > 0, 1), values, number(*options.fill_value, x.dtype()));
  std::vector<Tensor> result = {moveaxis(reshape(values, Shape({size}) + rest), 0, axis)};
  if (options.return_index) result.push_back(found[0]);
  if (options.return_inverse)
    result.push_back(options.axis ? found[1] : reshape(found[1], x.shape()));
  if (options.return_counts) result.push_back(found[2]);
  return result;
}

}  // namespace keras::ops
