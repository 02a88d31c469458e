// Internal: what the initializers of the library share, options and a function.
#pragma once
#include <functional>
#include <memory>
#include <utility>

#include "keras/core/described.hpp"
#include "keras/initializers/initializer.hpp"

namespace keras::initializers {

using Make = std::function<Tensor(const Shape&, DType)>;

/// An initializer as its options and what makes the values.
template <class Options>
struct BuiltIn : Described<Initializer::Impl, Options> {
  const char* name;
  Make function;
  BuiltIn(const char* class_name, Options options, Make make)
      : Described<Initializer::Impl, Options>(std::move(options)),
        name(class_name),
        function(std::move(make)) {}
  Tensor make(const Shape& shape, DType dtype) const override { return function(shape, dtype); }
  std::string_view class_name() const override { return name; }
};

template <class Options>
Initializer built_in(const char* class_name, Options options, Make make) {
  return Initializer(
      std::make_shared<const BuiltIn<Options>>(class_name, std::move(options), std::move(make)));
}

}  // namespace keras::initializers
