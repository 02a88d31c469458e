// Internal: the losses "crossentropy" and "ce".
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "keras/losses/loss.hpp"

namespace keras::losses {

/// Whether Keras settles a loss of this name when it knows the shapes of the data.
bool depends_on_shapes(std::string_view name);

/// What labels are, as the shapes say: for one class, numbers of classes, or a place for each.
enum class Labels : std::uint8_t { binary, numbers, places };
Labels labels_by_shape(const Tensor& y_true, const Tensor& y_pred);

/// The binary, sparse or categorical crossentropy, as the shapes of labels and predictions say.
Loss crossentropy_by_shape(const std::string& name);

}  // namespace keras::losses
