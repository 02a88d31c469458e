// Internal: classes of files that are not Keras's, and layers that hold code.
#pragma once
#include "keras/core/value.hpp"

namespace keras::saving {

/// A saved object in which a class that Keras does not have is the own struct of that name, if one
/// is known. A layer that holds Python code, or a module of another framework, is the own struct
/// that is called as the layer or as its class; an error that says so when there is none.
Value with_own_classes(Value saved);

}  // namespace keras::saving
