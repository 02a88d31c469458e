#include <algorithm>
#include <cctype>
#include <map>

#include "keras/core/error.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operation.hpp"

namespace keras::ops {
namespace {

/// A tensor with one label for each axis: a letter, or for axes that `...` stands for the distance
/// from the last of them.
struct Labelled {
  Tensor tensor;
  std::string labels;
};

struct Equation {
  std::vector<std::string> inputs;
  std::string output;
};

bool contains(const std::string& labels, char label) {
  return labels.find(label) != std::string::npos;
}

template <class Keep>
std::string filtered(const std::string& labels, Keep keep) {
  std::string result;
  std::copy_if(labels.begin(), labels.end(), std::back_inserter(result), keep);
  return result;
}

std::string without_spaces(const std::string& subscripts) {
  return filtered(subscripts, [](char c) { return c != ' '; });
}

std::vector<std::string> split_terms(const std::string& terms) {
  std::vector<std::string> result(1);
  for (const char c : terms) {
    if (c == ',')
      result.emplace_back();
    else
      result.back() += c;
  }
  return result;
}

/// `term` with `...` replaced by the labels of `axes` axes.
std::string expanded(const std::string& term, int axes, const std::string& subscripts) {
  std::string labels;
  const auto dots = term.find("...");
  for (std::size_t i = 0; i < term.size(); ++i) {
    if (i == dots) {
      for (int distance = axes; distance > 0; --distance) labels += static_cast<char>(distance);
      i += 2;
    } else if (std::isalpha(static_cast<unsigned char>(term[i]))) {
      labels += term[i];
    } else {
      fail("ops.einsum: subscripts must hold letters, '...', ',' and '->'; received subscripts=",
           quoted(subscripts));
    }
  }
  return labels;
}

/// What the output is if it is not spelt out: the `...`, then the letters that occur once, sorted.
std::string implicit_output(const std::vector<std::string>& inputs, int axes) {
  std::string all, output;
  for (const auto& labels : inputs) all += labels;
  for (int distance = axes; distance > 0; --distance) output += static_cast<char>(distance);
  std::sort(all.begin(), all.end());
  for (const char label : all)
    if (std::isalpha(static_cast<unsigned char>(label)) &&
        std::count(all.begin(), all.end(), label) == 1)
      output += label;
  return output;
}

void check_output(const Equation& equation, const std::string& subscripts) {
  for (const char label : equation.output) {
    const bool known = std::any_of(equation.inputs.begin(), equation.inputs.end(),
                                   [&](const auto& labels) { return contains(labels, label); });
    if (!known || std::count(equation.output.begin(), equation.output.end(), label) > 1)
      fail(
          "ops.einsum: each letter of the output must occur once there and in an input; received "
          "subscripts=",
          quoted(subscripts));
  }
}

Equation parse(const std::string& subscripts, const std::vector<Tensor>& operands) {
  const auto text = without_spaces(subscripts);
  const auto arrow = text.find("->");
  const auto terms = split_terms(text.substr(0, arrow));
  if (terms.size() != operands.size())
    fail("ops.einsum: subscripts must describe each operand; received subscripts=",
         quoted(subscripts), " and ", operands.size(), " operands");
  Equation equation;
  int widest = 0;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    const bool open = terms[i].find("...") != std::string::npos;
    const int axes = operands[i].rank() - static_cast<int>(terms[i].size()) + (open ? 3 : 0);
    if (axes < 0 || (!open && axes > 0))
      fail("ops.einsum: subscripts must have a letter for each axis; received ", quoted(terms[i]),
           " for shape ", operands[i].shape());
    equation.inputs.push_back(expanded(terms[i], axes, subscripts));
    widest = std::max(widest, axes);
  }
  equation.output = arrow == std::string::npos
                        ? implicit_output(equation.inputs, widest)
                        : expanded(text.substr(arrow + 2), widest, subscripts);
  check_output(equation, subscripts);
  return equation;
}

/// `x` with repeated labels taken along their diagonal.
Labelled distinct(Labelled x) {
  for (std::size_t i = 0; i < x.labels.size(); ++i) {
    const char label = x.labels[i];
    const auto again = x.labels.find(label, i + 1);
    if (again == std::string::npos) continue;
    if (x.tensor.shape(static_cast<int>(i)) != x.tensor.shape(static_cast<int>(again)))
      fail("ops.einsum: axes of one letter must be equally long; received shape ",
           x.tensor.shape());
    x.tensor = diagonal(x.tensor, {.axis1 = static_cast<int>(i), .axis2 = static_cast<int>(again)});
    x.labels = filtered(x.labels, [&](char c) { return c != label; }) + label;
    i = static_cast<std::size_t>(-1);
  }
  return x;
}

/// The length of each label; axes of length 1 broadcast.
std::map<char, std::int64_t> lengths_of(const std::vector<Labelled>& operands) {
  std::map<char, std::int64_t> lengths;
  for (const auto& [tensor, labels] : operands) {
    for (std::size_t i = 0; i < labels.size(); ++i) {
      const auto length = tensor.shape(static_cast<int>(i));
      const auto [at, added] = lengths.try_emplace(labels[i], length);
      if (!added && at->second != length && at->second != 1 && length != 1)
        fail("ops.einsum: axes of one letter must be equally long; received lengths ", at->second,
             " and ", length, " for ", quoted(std::string(1, labels[i])));
      if (at->second == 1) at->second = length;
    }
  }
  return lengths;
}

/// `x` without the axes of length 1 that stand for longer ones: without them it broadcasts as well.
Labelled narrowed(const Labelled& x, const std::map<char, std::int64_t>& lengths) {
  Axes axes(std::vector<int>{});
  std::string labels;
  for (std::size_t i = 0; i < x.labels.size(); ++i) {
    if (x.tensor.shape(static_cast<int>(i)) != lengths.at(x.labels[i]))
      axes.push_back(static_cast<int>(i));
    else
      labels += x.labels[i];
  }
  return {squeeze(x.tensor, {axes}), labels};
}

/// What bytes are added up in.
DType widened(DType dtype) { return dtype == DType::int8 ? DType(DType::int32) : dtype; }

/// `x` summed over the labels that nobody needs.
Labelled summed(const Labelled& x, const std::string& needed) {
  Axes axes(std::vector<int>{});
  for (std::size_t i = 0; i < x.labels.size(); ++i)
    if (!contains(needed, x.labels[i])) axes.push_back(static_cast<int>(i));
  if (axes.count() == 0) return x;
  return {converted(sum(x.tensor, {.axis = axes}), widened(x.tensor.dtype())),
          filtered(x.labels, [&](char label) { return contains(needed, label); })};
}

Tensor arranged(const Labelled& x, const std::string& labels) {
  std::vector<int> axes;
  for (const char label : labels) axes.push_back(static_cast<int>(x.labels.find(label)));
  return axes.empty() ? x.tensor : transpose(x.tensor, {axes});
}

/// The product of both, summed over the common labels that are not `needed` any more.
Labelled contracted(Labelled a, Labelled b, const std::string& needed) {
  a = summed(a, needed + b.labels);
  b = summed(b, needed + a.labels);
  const auto in_both = [&](char label) {
    return contains(a.labels, label) && contains(b.labels, label);
  };
  const auto batch = filtered(a.labels, [&](char c) { return in_both(c) && contains(needed, c); });
  const auto gone = filtered(a.labels, [&](char c) { return in_both(c) && !contains(needed, c); });
  const auto left = filtered(a.labels, [&](char c) { return !in_both(c); });
  const auto right = filtered(b.labels, [&](char c) { return !in_both(c); });
  const int leading = static_cast<int>(batch.size());
  const auto x = arranged(a, batch + left + gone), y = arranged(b, batch + gone + right);
  const auto outside = x.shape().up_to(leading);
  const auto rows = x.shape().from(leading).up_to(static_cast<int>(left.size())),
             columns = y.shape().from(leading + static_cast<int>(gone.size()));
  const auto depth = y.shape().from(leading).up_to(static_cast<int>(gone.size())).elements();
  const auto wide_x = reshape(x, outside + Shape({rows.elements(), depth})),
             wide_y = reshape(y, outside + Shape({depth, columns.elements()}));
  const auto z = gone.empty() ? multiply(converted(wide_x, widened(wide_x.dtype())), wide_y)
                              : matmul(wide_x, wide_y);
  return {reshape(z, outside + rows + columns), batch + left + right};
}

/// Whether the last of `labels` is one of a alone: b times a has it last, so that nothing is
/// transposed afterwards.
bool ends_with_label_of(const Labelled& a, const Labelled& b, const std::string& labels) {
  return !labels.empty() && contains(a.labels, labels.back()) && !contains(b.labels, labels.back());
}

}  // namespace

Tensor einsum(const std::string& subscripts, const std::vector<Tensor>& operands) {
  if (any_symbolic(operands)) return call_node<einsum>(subscripts, operands);
  const auto equation = parse(subscripts, operands);
  const auto dtype = result_dtype(operands);
  std::vector<Labelled> parts;
  for (std::size_t i = 0; i < operands.size(); ++i)
    parts.push_back(distinct({converted(operands[i], dtype), equation.inputs[i]}));
  const auto lengths = lengths_of(parts);
  for (auto& part : parts) part = narrowed(part, lengths);
  auto result = parts[0];
  for (std::size_t i = 1; i < parts.size(); ++i) {
    auto needed = equation.output;
    for (std::size_t j = i + 1; j < parts.size(); ++j) needed += parts[j].labels;
    result = ends_with_label_of(result, parts[i], equation.output)
                 ? contracted(parts[i], result, needed)
                 : contracted(result, parts[i], needed);
  }
  const auto y = arranged(summed(result, equation.output), equation.output);
  return converted(y, widened(dtype));
}

}  // namespace keras::ops
