#include "keras/core/settings.hpp"

#include <atomic>
#include <cmath>

#include "keras/core/data_format.hpp"
#include "keras/core/error.hpp"

namespace keras {
namespace {

std::atomic<double> epsilon_value = 1e-7;
std::atomic<DType::Kind> floatx_value = DType::float32;
std::atomic<bool> channels_first = false;
std::atomic<bool> interactive = true;

}  // namespace

namespace config {

std::string backend() { return "cpp"; }

double epsilon() { return epsilon_value; }

void set_epsilon(double value) {
  if (!(value > 0) || !std::isfinite(value))
    fail("config.set_epsilon: value must be a positive number; received value=", value);
  epsilon_value = value;
}

DType floatx() { return DType(floatx_value.load()); }

void set_floatx(DType value) {
  if (!value.is_half() && value != DType::float32 && value != DType::float64)
    fail("config.set_floatx: value must be float16, bfloat16, float32 or float64; received value=",
         value);
  floatx_value = value.kind();
}

std::string image_data_format() { return channels_first ? "channels_first" : "channels_last"; }

void set_image_data_format(std::string_view data_format) {
  channels_first = has_channels_first(std::string(data_format), "config.set_image_data_format");
}

DTypePolicy dtype_policy() { return {}; }
void set_dtype_policy(const DTypePolicy& policy) { set_global_dtype_policy(policy); }

bool is_interactive_logging_enabled() { return interactive; }
void enable_interactive_logging() { interactive = true; }
void disable_interactive_logging() { interactive = false; }
std::FILE* message_stream() { return interactive ? stdout : stderr; }

}  // namespace config

namespace backend {

bool is_float_dtype(DType dtype) { return dtype.is_floating(); }
bool is_int_dtype(DType dtype) { return dtype.is_integer(); }

}  // namespace backend
}  // namespace keras
