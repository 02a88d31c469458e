// keras.layers.InputSpec
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "keras/core/dtype.hpp"
#include "keras/core/shape.hpp"
#include "keras/graph/structure.hpp"

namespace keras::layers {

/// What a layer wants of an input: dtype, number of axes, lengths; what is not given is free. An
/// own layer says it by a method `InputSpec input_spec() const`, or a list of one for each input,
/// and is called with nothing else.
///
///     struct Rows {
///       InputSpec input_spec() const { return {.ndim = 2, .axes = {{-1, 8}}}; }
///       Tensor call(const Tensor& x) const { return x * 2; }
///     };
///
/// https://keras.io/api/layers/base_layer/
struct InputSpec {
  std::optional<DType> dtype = {};
  std::optional<Shape> shape = {};  ///< With the batch axis; unknown lengths are free.
  std::optional<int> ndim = {}, max_ndim = {}, min_ndim = {};
  std::map<int, std::int64_t> axes = {};  ///< Lengths of single axes.
  bool allow_last_axis_squeeze = false;   ///< Whether a last axis of length 1 may lack, or be more.
  std::string name = {};
  bool optional = false;  ///< Whether None will do.
};

/// An error that begins with `path` unless there is one input for each spec, which fits it.
void expect_inputs(const std::string& path, const std::vector<InputSpec>& specs,
                   const Tensors& inputs);

}  // namespace keras::layers
