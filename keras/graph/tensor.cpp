#include "keras/graph/tensor.hpp"

#include <cstring>

#include "keras/core/error.hpp"
#include "keras/graph/evaluate.hpp"
#include "keras/graph/node.hpp"
#include "keras/graph/variable.hpp"
#include "keras/runtime/cpu/kernels.hpp"

namespace keras {
namespace {

std::shared_ptr<graph::Node> value_node(Spec spec, graph::Storage storage) {
  auto node = std::make_shared<graph::Node>();
  node->kind = graph::Node::Kind::value;
  node->specs = {std::move(spec)};
  node->values = {std::move(storage)};
  return node;
}

/// The storage of a computed tensor, row-major.
const graph::Storage& plain_storage(const Tensor& tensor) {
  auto& storage = tensor.node()->values[static_cast<std::size_t>(tensor.output())];
  if (storage.layout == graph::Layout::plain) return storage;
  storage = graph::in_rows(storage, tensor.spec().shape);
  return storage;
}

template <class To>
std::vector<To> converted(const Tensor& tensor) {
  const auto count = static_cast<std::size_t>(tensor.size());
  return visit_dtype(tensor.dtype(), [&](auto zero) {
    using From = decltype(zero);
    const auto values = tensor.data<From>();
    std::vector<To> result(count);
    for (std::size_t i = 0; i < count; ++i) {
      if constexpr (std::is_same_v<From, float16> || std::is_same_v<From, bfloat16>) {
        result[i] = static_cast<To>(static_cast<float>(values[i]));
      } else {
        result[i] = static_cast<To>(values[i]);
      }
    }
    return result;
  });
}

}  // namespace

graph::Storage graph::in_rows(const Storage& panels, const Shape& shape) {
  const auto bytes = static_cast<std::size_t>(shape.elements()) * sizeof(float);
  auto buffer = std::make_shared<runtime::Buffer>(bytes);
  runtime::from_panels(static_cast<const float*>(panels.buffer->data()),
                       static_cast<float*>(buffer->data()), shape[0], shape[1]);
  return {std::move(buffer), Layout::plain};
}

Tensor make_tensor(Spec spec, graph::Storage storage) {
  return Tensor(value_node(std::move(spec), std::move(storage)));
}

Tensor empty_tensor(Spec spec) {
  auto buffer = std::make_shared<runtime::Buffer>(spec.bytes());
  return make_tensor(std::move(spec), {std::move(buffer)});
}

Tensor::Tensor(const Variable& variable) : Tensor(variable.value()) {}

Tensor Tensor::scalar(double value, DType dtype) {
  auto node = std::make_shared<graph::Node>();
  node->kind = graph::Node::Kind::scalar;
  node->specs = {{{}, dtype, true}};
  node->scalar = value;
  return Tensor(std::move(node));
}

Tensor Tensor::copy_of(const void* data, std::size_t count, Spec spec) {
  if (spec.shape.elements() != static_cast<std::int64_t>(count))
    fail("Tensor: ", count, " values cannot have the shape ", spec.shape);
  const auto tensor = empty_tensor(std::move(spec));
  auto& buffer = *tensor.node()->values[0].buffer;
  if (count > 0) std::memcpy(buffer.data(), data, buffer.bytes());
  return tensor;
}

const Spec& Tensor::spec() const& {
  if (!node_) fail("Tensor: there is no tensor here (None)");
  return node_->specs[static_cast<std::size_t>(output_)];
}

std::span<const std::byte> Tensor::bytes() const& {
  if (!node_->computed()) graph::evaluate({*this});
  return {static_cast<const std::byte*>(plain_storage(*this).buffer->data()), spec().bytes()};
}

const void* Tensor::raw(DType wanted) const {
  if (dtype() != wanted)
    fail("Tensor.data: the elements are ", dtype(), "; received a request for ", wanted);
  return bytes().data();
}

double Tensor::item() const {
  if (size() != 1)
    fail("Tensor: only a tensor of one element is a number; received shape ", shape());
  return converted<double>(*this)[0];
}

template <>
std::vector<bool> Tensor::to_vector() const {
  std::vector<bool> result;
  for (const auto x : converted<double>(*this)) result.push_back(x != 0);
  return result;
}
template <>
std::vector<std::uint8_t> Tensor::to_vector() const {
  return converted<std::uint8_t>(*this);
}
template <>
std::vector<int> Tensor::to_vector() const {
  return converted<int>(*this);
}
template <>
std::vector<std::int64_t> Tensor::to_vector() const {
  return converted<std::int64_t>(*this);
}
template <>
std::vector<float> Tensor::to_vector() const {
  return converted<float>(*this);
}
template <>
std::vector<double> Tensor::to_vector() const {
  return converted<double>(*this);
}
template <>
std::vector<std::string> Tensor::to_vector() const {
  if (dtype() != DType::string)
    fail("Tensor.to_vector: the elements are ", dtype(), "; received a request for strings");
  const auto numbers = bytes();
  std::vector<std::string> result;
  for (std::size_t at = 0; at < numbers.size(); at += sizeof(std::uint32_t)) {
    std::uint32_t number = 0;
    std::memcpy(&number, &numbers[at], sizeof number);
    result.emplace_back(interned(number));
  }
  return result;
}

}  // namespace keras
