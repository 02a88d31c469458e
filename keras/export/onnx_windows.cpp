// Windows over images. ONNX has the channels before the spatial axes.
#include <algorithm>

#include "keras/export/onnx_operation.hpp"

namespace keras::onnx {
namespace {

Integers channels_first(int rank) {
  Integers axes = {0, rank - 1};
  for (int i = 1; i < rank - 1; ++i) axes.push_back(i);
  return axes;
}
Integers channels_last(int rank) {
  Integers axes = {0};
  for (int i = 2; i < rank; ++i) axes.push_back(i);
  axes.push_back(1);
  return axes;
}

/// A kernel (axes..., channels, outputs) as (outputs, channels, axes...).
std::string kernel_of(const Operation& o, const Operand& kernel) {
  Integers axes = {kernel.rank() - 1, kernel.rank() - 2};
  for (int i = 0; i < kernel.rank() - 2; ++i) axes.push_back(i);
  return o.graph.add("Transpose", {kernel.name}, {{"perm", axes}});
}

/// How a window slides along the spatial axes.
struct Windows {
  Integers taps, strides, dilations, before;
};

/// What must be put behind each axis of `image` so that there are these windows; negative where
/// they do not read it to its end.
Integers after_image(const Operation& o, const Windows& w, const Dims& image, const Dims& windows) {
  Integers after;
  for (std::size_t i = 0; i < w.taps.size(); ++i) {
    const auto last = (fixed(o, windows[i + 1]) - 1) * w.strides[i];
    const auto reach = last + (w.taps[i] - 1) * w.dilations[i] + 1;
    after.push_back(reach - fixed(o, image[i + 1]) - w.before[i]);
  }
  return after;
}

Attributes attributes_of(const Windows& w, const Integers& after) {
  auto pads = w.before;
  for (const auto count : after) pads.push_back(std::max<std::int64_t>(count, 0));
  return {{"kernel_shape", w.taps}, {"strides", w.strides}, {"pads", std::move(pads)}};
}

/// Runs a node between images whose channels lie first.
std::string write_image_node(const Operation& o, const char* name, Names more,
                             Attributes attributes) {
  const int rank = o.inputs[0].rank();
  more.insert(more.begin(),
              o.graph.add("Transpose", {o.input(0)}, {{"perm", channels_first(rank)}}));
  const auto y = o.graph.add(name, std::move(more), std::move(attributes));
  return o.graph.add("Transpose", {y}, {{"perm", channels_last(rank)}});
}

Windows windows_of_convolution(const Operation& o) {
  const auto& sliding = o.attributes.at("sliding").as_object();
  Windows w = {{},
               integers(sliding, "strides"),
               integers(sliding, "dilations"),
               integers(sliding, "before")};
  for (std::size_t i = 0; i < w.strides.size(); ++i)
    w.taps.push_back(fixed(o, o.inputs[1].dims[i]));
  return w;
}

/// A convolution with the kernel that is the second input.
Names write_with_kernel(const Operation& o, const char* name, const Windows& w,
                        Attributes attributes) {
  attributes.push_back({"dilations", w.dilations});
  attributes.push_back({"group", integer(o.attributes.at("sliding").as_object(), "groups")});
  return {write_image_node(o, name, {kernel_of(o, o.inputs[1])}, std::move(attributes))};
}

Windows windows_of_pooling(const Operation& o) {
  auto taps = integers(o.attributes, "taps");
  Integers ones(taps.size(), 1);
  return {std::move(taps), integers(o.attributes, "strides"), std::move(ones),
          integers(o.attributes, "before")};
}

}  // namespace

Names write_convolution(const Operation& o) {
  const auto w = windows_of_convolution(o);
  const auto after = after_image(o, w, o.inputs[0].dims, o.outputs[0].dims);
  return write_with_kernel(o, "Conv", w, attributes_of(w, after));
}

Names write_transposed_convolution(const Operation& o) {
  const auto w = windows_of_convolution(o);
  const auto after = after_image(o, w, o.outputs[0].dims, o.inputs[0].dims);
  auto attributes = attributes_of(w, after);
  Integers beyond;  // what no window reaches
  for (const auto count : after) beyond.push_back(std::max<std::int64_t>(-count, 0));
  attributes.push_back({"output_padding", std::move(beyond)});
  return write_with_kernel(o, "ConvTranspose", w, std::move(attributes));
}

Names write_max_pool(const Operation& o) {
  const auto w = windows_of_pooling(o);
  const auto after = after_image(o, w, o.inputs[0].dims, o.outputs[0].dims);
  return {write_image_node(o, "MaxPool", {}, attributes_of(w, after))};
}

/// The mean of a window, zeros around the image included, times the size of the window.
Names write_sum_pool(const Operation& o) {
  const auto w = windows_of_pooling(o);
  const auto after = after_image(o, w, o.inputs[0].dims, o.outputs[0].dims);
  auto attributes = attributes_of(w, after);
  attributes.push_back({"count_include_pad", std::int64_t{1}});
  const auto means = write_image_node(o, "AveragePool", {}, std::move(attributes));
  double size = 1;
  for (const auto tap : w.taps) size *= static_cast<double>(tap);
  return {o.graph.add("Mul", {means, o.graph.number(size, o.inputs[0].dtype)})};
}

}  // namespace keras::onnx
