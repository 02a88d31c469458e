#include "keras/ops/einsum.hpp"

#include <algorithm>
#include <map>

#include "keras/core/error.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operators.hpp"

namespace keras::ops {
namespace {

/// The axes of a tensor by their letters; those of `...` are the characters from 1 on, counted from
/// the last, so that they agree between operands of different ranks.
struct Named {
  Tensor tensor;
  std::string axes;
};

struct Equation {
  std::vector<std::string> inputs;
  std::string output;
};

bool has(const std::string& axes, char axis) { return axes.find(axis) != std::string::npos; }

std::string without_spaces(std::string subscripts) {
  std::erase(subscripts, ' ');
  return subscripts;
}

/// The letters that stand once, sorted: the result of an equation without an arrow.
std::string letters_once(const std::string& inputs) {
  std::map<char, int> counts;
  for (const char c : inputs)
    if (std::isalpha(static_cast<unsigned char>(c))) ++counts[c];
  std::string result;
  for (const auto& [letter, count] : counts)
    if (count == 1) result += letter;
  return result;
}

Equation parsed(const std::string& subscripts) {
  const auto text = without_spaces(subscripts);
  const auto arrow = text.find("->");
  const auto left = text.substr(0, arrow);
  Equation equation;
  for (std::size_t begin = 0; begin <= left.size();) {
    const auto end = std::min(left.find(',', begin), left.size());
    equation.inputs.push_back(left.substr(begin, end - begin));
    begin = end + 1;
  }
  if (arrow != std::string::npos) {
    equation.output = text.substr(arrow + 2);
  } else {
    equation.output = (left.find("...") != std::string::npos ? "..." : "") + letters_once(left);
  }
  return equation;
}

/// `term` with `...` as `count` characters of its own.
std::string expanded(const std::string& term, int count, const std::string& subscripts) {
  auto result = term;
  if (const auto dots = term.find("..."); dots != std::string::npos) {
    std::string axes;
    for (int i = count; i > 0; --i) axes += static_cast<char>(i);
    result.replace(dots, 3, axes);
  }
  for (const char c : result)
    if (c > 32 && !std::isalpha(static_cast<unsigned char>(c)))
      fail("ops.einsum: subscripts must hold letters, commas, '...' and one '->'; received ",
           quoted(subscripts));
  return result;
}

Named named(const Tensor& x, const std::string& term, const std::string& subscripts) {
  const bool dots = term.find("...") != std::string::npos;
  const int letters = static_cast<int>(term.size()) - (dots ? 3 : 0);
  if (x.rank() < letters || (!dots && x.rank() != letters))
    fail("ops.einsum: each operand must have the axes of its term; received ", quoted(subscripts),
         " and an operand of shape ", x.shape());
  return {x, expanded(term, x.rank() - letters, subscripts)};
}

/// A letter that stands twice: the diagonal of both axes.
Named diagonal(Named x) {
  for (std::size_t i = 0; i < x.axes.size(); ++i) {
    const auto twin = x.axes.find(x.axes[i], i + 1);
    if (twin == std::string::npos) continue;
    const int first = static_cast<int>(i), second = static_cast<int>(twin);
    const auto length = x.tensor.shape(first);
    Shape along(std::vector<std::int64_t>(x.axes.size(), 1));
    along[first] = length;
    const auto places = arange(length);
    auto columns = along;
    std::swap(columns[first], columns[second]);
    const auto on_diagonal = reshape(places, along) == reshape(places, columns);
    x.tensor = sum(where(on_diagonal, x.tensor, zeros_like(x.tensor)), {.axis = second});
    x.axes.erase(twin, 1);
    return diagonal(std::move(x));
  }
  return x;
}

/// Summed over the axes that are neither in `kept` nor anywhere else.
Named summed(Named x, const std::string& kept) {
  std::vector<int> axes;
  std::string left;
  for (std::size_t i = 0; i < x.axes.size(); ++i)
    has(kept, x.axes[i]) ? left.push_back(x.axes[i]) : axes.push_back(static_cast<int>(i));
  if (!axes.empty()) x.tensor = sum(x.tensor, {.axis = Axes(axes)});
  return {x.tensor, left};
}

/// With its axes in the order of `axes`; those that it lacks have length 1.
Tensor ordered(const Named& x, const std::string& axes) {
  std::vector<int> order;
  std::vector<int> missing;
  for (std::size_t i = 0; i < axes.size(); ++i) {
    const auto place = x.axes.find(axes[i]);
    if (place == std::string::npos) {
      missing.push_back(static_cast<int>(i));
    } else {
      order.push_back(static_cast<int>(place));
    }
  }
  bool moved = false;
  for (std::size_t i = 0; i < order.size(); ++i) moved |= order[i] != static_cast<int>(i);
  const auto y = moved ? transpose(x.tensor, {.axes = order}) : x.tensor;
  return missing.empty() ? y : expand_dims(y, Axes(missing));
}

Shape lengths_of(const Tensor& x, std::size_t begin, std::size_t end) {
  return x.shape().from(static_cast<int>(begin)).up_to(static_cast<int>(end - begin));
}

/// The product of two operands, summed over the axes that `kept` lacks, as one matrix product.
Named contracted(const Named& left, const Named& right, const std::string& kept) {
  const auto a = summed(left, kept + right.axes), b = summed(right, kept + left.axes);
  std::string batch, rows, columns, inner;
  for (const char c : a.axes) {
    if (!has(b.axes, c)) {
      rows += c;
    } else {
      (has(kept, c) ? batch : inner) += c;
    }
  }
  for (const char c : b.axes)
    if (!has(a.axes, c)) columns += c;
  if (inner.empty()) {
    const auto axes = batch + rows + columns;
    return {ordered(a, axes) * ordered(b, axes), axes};
  }
  const auto x = ordered(a, batch + rows + inner), y = ordered(b, batch + inner + columns);
  const auto n = batch.size(), inner_end = n + inner.size();
  const auto row_shape = lengths_of(x, n, n + rows.size());
  const auto inner_shape = lengths_of(y, n, inner_end);
  const auto column_shape = lengths_of(y, inner_end, inner_end + columns.size());
  const auto product = matmul(
      reshape(x, lengths_of(x, 0, n) + Shape{row_shape.elements(), inner_shape.elements()}),
      reshape(y, lengths_of(y, 0, n) + Shape{inner_shape.elements(), column_shape.elements()}));
  const auto shape = lengths_of(product, 0, n) + row_shape + column_shape;
  return {reshape(product, shape), batch + rows + columns};
}

void check_lengths(const std::vector<Named>& operands, const std::string& subscripts) {
  std::map<char, std::int64_t> lengths;
  for (const auto& x : operands)
    for (std::size_t i = 0; i < x.axes.size(); ++i) {
      const auto length = x.tensor.shape(static_cast<int>(i));
      const auto [at, is_new] = lengths.emplace(x.axes[i], length);
      const bool broadcasts = x.axes[i] <= 32 && (length == 1 || at->second == 1);
      if (!is_new && at->second != length && !broadcasts)
        fail("ops.einsum: axes of one letter must have one length; received ", quoted(subscripts),
             " and lengths ", at->second, " and ", length);
    }
}

std::vector<Named> named_operands(const Equation& equation, const std::vector<Tensor>& operands,
                                  const std::string& subscripts) {
  if (equation.inputs.size() != operands.size())
    fail("ops.einsum: subscripts must have a term for each of the ", operands.size(),
         " operands; received ", quoted(subscripts));
  std::vector<Named> result;
  const auto dtype = result_dtype(operands);
  for (std::size_t i = 0; i < operands.size(); ++i)
    result.push_back(named(converted(operands[i], dtype), equation.inputs[i], subscripts));
  check_lengths(result, subscripts);
  for (auto& x : result) x = diagonal(std::move(x));
  return result;
}

}  // namespace

Tensor einsum(const std::string& subscripts, std::vector<Tensor> operands) {
  const auto equation = parsed(subscripts);
  auto rest = named_operands(equation, operands, subscripts);
  int dots = 0;
  std::string all;
  for (const auto& x : rest) {
    all += x.axes;
    dots = std::max(dots, static_cast<int>(std::count_if(x.axes.begin(), x.axes.end(),
                                                         [](char c) { return c <= 32; })));
  }
  const auto output = expanded(equation.output, dots, subscripts);
  for (const char c : output)
    if (!has(all, c))
      fail("ops.einsum: the result must have letters of the operands; received ",
           quoted(subscripts));
  auto result = rest[0];
  for (std::size_t i = 1; i < rest.size(); ++i) {
    auto kept = output;
    for (std::size_t later = i + 1; later < rest.size(); ++later) kept += rest[later].axes;
    result = contracted(result, rest[i], kept);
  }
  return ordered(summed(result, output), output);
}

}  // namespace keras::ops
