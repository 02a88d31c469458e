// What the fuzzers feed with bytes. Each function returns for all bytes, whether it accepts or
// refuses them; a broken promise ends the program. The tests call them with the files of
// tests/regression.
#pragma once
#include "keras/io/bytes.hpp"

namespace keras::fuzz {

/// What was read and printed is read as the same value.
void json(io::Bytes bytes);
/// A member reads or is refused, twice the same.
void zip(io::Bytes bytes);
/// All groups, attributes and arrays are read, each once.
void hdf5(io::Bytes bytes);
/// An accepted array has the bytes that its shape and dtype declare.
void npy(io::Bytes bytes);
/// The configuration of an accepted model makes a model of the same configuration.
void config(io::Bytes bytes);
/// An accepted model predicts the same after it was saved and loaded.
void archive(io::Bytes bytes);
/// A server predicts for a request or refuses it, in JSON.
void request(io::Bytes bytes);

}  // namespace keras::fuzz
