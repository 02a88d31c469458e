#include "keras/data/pad_sequences.hpp"

#include <algorithm>

#include "keras/core/error.hpp"
#include "keras/ops/core.hpp"

namespace keras::utils {
namespace {

bool is_before(const std::string& place, const char* argument) {
  if (place != "pre" && place != "post")
    fail("utils.pad_sequences: ", argument, " must be 'pre' or 'post'; received ", argument, "=",
         quoted(place));
  return place == "pre";
}

/// `sequences` of elements of the shape `element`, each in row-major order.
Tensor padded(const std::vector<std::vector<double>>& sequences, const Shape& element,
              const PadSequencesOptions& options) {
  const bool pads_before = is_before(options.padding, "padding");
  const bool cuts_before = is_before(options.truncating, "truncating");
  if (sequences.empty()) fail("utils.pad_sequences: sequences must not be empty; received none");
  if (options.maxlen && *options.maxlen < 1)
    fail("utils.pad_sequences: maxlen must be positive; received maxlen=", *options.maxlen);
  std::size_t longest = 0;
  for (const auto& sequence : sequences) longest = std::max(longest, sequence.size());
  const auto width = static_cast<std::size_t>(element.elements());
  const auto room = options.maxlen ? static_cast<std::size_t>(*options.maxlen) * width : longest;
  std::vector<double> values(sequences.size() * room, options.value);
  auto row = values.begin();
  for (const auto& sequence : sequences) {
    const auto kept = std::min(sequence.size(), room);
    const auto from = cuts_before ? sequence.size() - kept : 0;
    const auto to = pads_before ? room - kept : 0;
    std::copy_n(sequence.begin() + static_cast<std::ptrdiff_t>(from), kept,
                row + static_cast<std::ptrdiff_t>(to));
    row += static_cast<std::ptrdiff_t>(room);
  }
  const auto length = width == 0 ? 0 : static_cast<std::int64_t>(room / width);
  const Shape shape = {static_cast<std::int64_t>(sequences.size()), length};
  return ops::cast(Tensor(values, shape + element), options.dtype);
}

}  // namespace

Tensor pad_sequences(const std::vector<std::vector<double>>& sequences,
                     PadSequencesOptions options) {
  return padded(sequences, {}, options);
}

Tensor pad_sequences(std::initializer_list<std::vector<double>> sequences,
                     PadSequencesOptions options) {
  return pad_sequences(std::vector(sequences), std::move(options));
}

Tensor pad_sequences(const std::vector<Tensor>& sequences, PadSequencesOptions options) {
  std::optional<Shape> element;
  std::vector<std::vector<double>> numbers;
  for (const auto& sequence : sequences) {
    if (sequence.rank() == 0)
      fail("utils.pad_sequences: a sequence must have an axis of elements; received a scalar");
    const auto shape = sequence.shape().from(1);
    if (sequence.shape(0) > 0 && element && shape != *element)
      fail("utils.pad_sequences: elements must have one shape; received ", *element, " and ",
           shape);
    if (sequence.shape(0) > 0) element = shape;
    numbers.push_back(sequence.to_vector<double>());
  }
  return padded(numbers, element.value_or(Shape()), options);
}

}  // namespace keras::utils
