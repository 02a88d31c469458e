#include "keras/ops/rearrange.hpp"

#include <algorithm>
#include <sstream>

#include "keras/core/error.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/saved_forms.hpp"

namespace keras::ops {
namespace {

using Names = std::vector<std::string>;
using Side = std::vector<Names>;  ///< One list of names for each axis.

/// "b (h w) 1" as {{"b"}, {"h", "w"}, {}}.
Side parsed(const std::string& pattern, const std::string& side) {
  Side axes;
  bool inside = false;
  std::string spaced;
  for (const char c : side)
    spaced += c == '(' || c == ')' ? std::string{' ', c, ' '} : std::string{c};
  std::istringstream words(spaced);
  for (std::string word; words >> word;) {
    if (word == "(" || word == ")") {
      if (inside == (word == "("))
        fail("ops.rearrange: unbalanced parentheses in ", quoted(pattern));
      inside = word == "(";
      if (inside) axes.emplace_back();
    } else if (word == "...") {
      fail("ops.rearrange: an ellipsis is not supported; received ", quoted(pattern));
    } else if (inside) {
      axes.back().push_back(word);
    } else {
      axes.push_back(word == "1" ? Names() : Names{word});
    }
  }
  if (inside) fail("ops.rearrange: unbalanced parentheses in ", quoted(pattern));
  return axes;
}

/// The lengths of the names of one axis; one of them may follow from the others.
void complete(const Names& names, std::int64_t length, std::map<std::string, int>& lengths) {
  const std::string* open = nullptr;
  std::int64_t known = 1;
  for (const auto& name : names) {
    const auto at = lengths.find(name);
    if (at != lengths.end()) {
      known *= at->second;
    } else if (!open) {
      open = &name;
    } else {
      fail("ops.rearrange: the length of ", quoted(name), " must be in axes_lengths");
    }
  }
  const bool whole = known > 0 && length % known == 0;
  if (!whole || (!open && known != length))
    fail("ops.rearrange: an axis of length ", length, " cannot be cut into pieces of ", known);
  if (open) lengths[*open] = static_cast<int>(length / known);
}

}  // namespace

Tensor rearrange(const Tensor& tensor, const std::string& pattern,
                 std::map<std::string, int> axes_lengths) {
  if (any_symbolic(tensor)) {
    if (!axes_lengths.empty())
      fail("ops.rearrange: axes_lengths cannot be given for symbolic tensors; wrap it in a layer");
    return call_node<rearrange_form>(tensor, pattern);
  }
  const auto arrow = pattern.find("->");
  if (arrow == std::string::npos)
    fail("ops.rearrange: pattern must have '->'; received ", quoted(pattern));
  const auto from = parsed(pattern, pattern.substr(0, arrow));
  const auto to = parsed(pattern, pattern.substr(arrow + 2));
  if (static_cast<int>(from.size()) != tensor.rank())
    fail("ops.rearrange: the left side of ", quoted(pattern), " must name all axes of shape ",
         tensor.shape());
  Names names;
  Shape split, joined;
  for (std::size_t i = 0; i < from.size(); ++i) {
    complete(from[i], tensor.shape(static_cast<int>(i)), axes_lengths);
    for (const auto& name : from[i]) names.push_back(name), split.push_back(axes_lengths[name]);
  }
  std::vector<int> order;
  for (const auto& axis : to) {
    std::int64_t length = 1;
    for (const auto& name : axis) {
      const auto at = std::find(names.begin(), names.end(), name);
      if (at == names.end()) fail("ops.rearrange: ", quoted(name), " is only on the right side");
      order.push_back(static_cast<int>(at - names.begin()));
      length *= axes_lengths[name];
    }
    joined.push_back(length);
  }
  auto sorted = order;
  std::sort(sorted.begin(), sorted.end());
  if (sorted.size() != names.size() ||
      std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end())
    fail("ops.rearrange: both sides must name the same axes; received ", quoted(pattern));
  const auto parts = reshape(tensor, split);
  return reshape(order.empty() ? parts : transpose(parts, {order}), joined);
}

Tensor rearrange_form(const Tensor& tensor, const std::string& pattern) {
  return rearrange(tensor, pattern);
}

}  // namespace keras::ops
