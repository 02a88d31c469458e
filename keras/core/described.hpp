// Handles to polymorphic objects that are described by an options struct: initializers, losses,
// metrics, optimizers, ...
#pragma once
#include <memory>
#include <string>
#include <utility>

#include "keras/core/own.hpp"
#include "keras/core/registry.hpp"

namespace keras {

/// `Impl` with its arguments: the config comes from them.
template <class Impl, class OptionsStruct>
struct Described : Impl {
  OptionsStruct options;
  explicit Described(OptionsStruct o) : options(std::move(o)) {}
  Object config() const override { return to_config(options); }
};

}  // namespace keras
