// Internal: models as ONNX files.
#pragma once
#include <string>
#include <vector>

#include "keras/models/model.hpp"

namespace keras::onnx {

/// The bytes of an ONNX file that computes what `model` predicts for inputs of `signature`, whose
/// first length may be unknown.
std::string file_of(const Model& model, const std::vector<Spec>& signature);

}  // namespace keras::onnx
