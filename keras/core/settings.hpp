// keras.config: what holds for the whole program.
#pragma once
#include <cstdio>
#include <string>
#include <string_view>

#include "keras/core/dtype.hpp"
#include "keras/core/dtype_policy.hpp"

namespace keras::config {

/// What computes: "cpp".
std::string backend();

/// The least number that losses, metrics and constraints divide by or take the logarithm of: 1e-7
/// unless set. What is compiled or made already keeps the one it was made with.
double epsilon();
void set_epsilon(double value);

/// The dtype of what is given none: "float32" unless set; float16, bfloat16, float32 or float64.
DType floatx();
void set_floatx(DType value);

/// Where images have their channels when a layer is not told: "channels_last" unless set.
std::string image_data_format();
void set_image_data_format(std::string_view data_format);

/// The policy of layers that are given none: `floatx()` unless set.
DTypePolicy dtype_policy();
void set_dtype_policy(const DTypePolicy& policy);

/// Whether `fit`, `evaluate` and `predict` show their progress on standard output; on standard
/// error, as lines of a log, after `disable_interactive_logging`.
bool is_interactive_logging_enabled();
void enable_interactive_logging();
void disable_interactive_logging();
/// Where messages for people go: standard output, or standard error.
std::FILE* message_stream();

}  // namespace keras::config

namespace keras::mixed_precision {

/// Names of Keras 2 for `config::set_dtype_policy` and `config::dtype_policy`.
inline void set_global_policy(const DTypePolicy& policy) { config::set_dtype_policy(policy); }
inline DTypePolicy global_policy() { return config::dtype_policy(); }
inline DTypePolicy dtype_policy() { return config::dtype_policy(); }
inline void set_dtype_policy(const DTypePolicy& policy) { config::set_dtype_policy(policy); }

}  // namespace keras::mixed_precision

namespace keras::backend {

/// Whether the elements are floating-point numbers.
bool is_float_dtype(DType dtype);
/// Whether they are integers, signed or not.
bool is_int_dtype(DType dtype);
/// The dtype of arithmetic between tensors of these dtypes.
template <class... Rest>
DType result_type(DType first, Rest... rest) {
  ((first = promote(first, rest)), ...);
  return first;
}

}  // namespace keras::backend
