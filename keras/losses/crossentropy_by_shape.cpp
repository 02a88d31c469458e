#include "keras/losses/crossentropy_by_shape.hpp"

#include "keras/losses/crossentropy.hpp"

namespace keras::losses {
namespace {

struct CrossentropyByShape final : Loss::Impl {
  std::string given;
  explicit CrossentropyByShape(std::string name) : given(std::move(name)) {}

  Tensor call(const Tensor& y_true, const Tensor& y_pred) const override {
    const auto [y, predicted] = squeeze_or_expand(y_true, y_pred);
    const auto labels = labels_by_shape(y_true, y_pred);
    if (labels == Labels::binary) return binary_crossentropy(y, predicted);
    return labels == Labels::numbers ? sparse_categorical_crossentropy(y, predicted)
                                     : categorical_crossentropy(y, predicted);
  }
  std::string_view class_name() const override { return "function"; }
  Object config() const override { return {{"name", given}}; }
  std::string name() const override { return given; }
};

}  // namespace

bool depends_on_shapes(std::string_view name) {
  const auto lower = lower_case(std::string(name));
  return lower == "crossentropy" || lower == "ce";
}

Labels labels_by_shape(const Tensor& y_true, const Tensor& y_pred) {
  if (y_pred.rank() > 0 && y_pred.shape(-1) == 1) return Labels::binary;
  const bool numbers =
      y_true.rank() < y_pred.rank() || (y_true.rank() > 0 && y_true.shape(-1) == 1);
  return numbers ? Labels::numbers : Labels::places;
}

Loss crossentropy_by_shape(const std::string& name) {
  return Loss(std::make_shared<const CrossentropyByShape>(name));
}

}  // namespace keras::losses
