// Internal: linked by layer.cpp, so that activations can be layers wherever there are layers.
#pragma once

namespace keras::layers {

extern const bool activations_may_be_layers;

}  // namespace keras::layers
