#include "keras/saving/old_config.hpp"

#include <algorithm>
#include <cmath>

#include "keras/activations/old_hard_sigmoid.hpp"
#include "keras/core/registry.hpp"
#include "keras/metrics/metric.hpp"
#include "keras/saving/old_calls.hpp"

namespace keras::saving {
namespace {

struct Renamed {
  std::string_view from, to;
};

constexpr Renamed classes[] = {
    {"BatchNormalizationV1", "BatchNormalization"},
    {"BatchNormalizationV2", "BatchNormalization"},
    {"SyncBatchNormalization", "BatchNormalization"},
    {"ThresholdedReLU", "ReLU"},
    {"Model", "Functional"},
    {"Policy", "DTypePolicy"},
};

/// An argument that Keras 3 does not have: it must have a value under which it did nothing.
struct Dropped {
  enum Neutral { anything, none, off, one, of_nadam };
  std::string_view class_name, key;  ///< The class "*" is any.
  Neutral neutral;
};

constexpr Dropped dropped[] = {
    {"BatchNormalization", "adjustment", Dropped::none},
    {"BatchNormalization", "fused", Dropped::anything},
    {"BatchNormalization", "virtual_batch_size", Dropped::none},
    {"Conv1DTranspose", "groups", Dropped::one},
    {"Conv2DTranspose", "groups", Dropped::one},
    {"Conv3DTranspose", "groups", Dropped::one},
    {"DepthwiseConv1D", "groups", Dropped::one},
    {"DepthwiseConv2D", "groups", Dropped::one},
    {"Embedding", "sparse", Dropped::off},
    {"InputLayer", "type_spec", Dropped::none},
    {"Nadam", "decay", Dropped::of_nadam},
    {"MultiHeadAttention", "query_shape", Dropped::anything},
    {"MultiHeadAttention", "key_shape", Dropped::anything},
    {"MultiHeadAttention", "value_shape", Dropped::anything},
    {"MultiHeadAttention", "softmax_robust_masking", Dropped::off},
    {"SeparableConv1D", "groups", Dropped::one},
    {"SeparableConv2D", "groups", Dropped::one},
    {"Softmax", "robust_masking", Dropped::off},
    {"SpatialDropout1D", "noise_shape", Dropped::none},
    {"SpatialDropout2D", "noise_shape", Dropped::none},
    {"SpatialDropout3D", "noise_shape", Dropped::none},
    {"*", "decay", Dropped::off},
    {"*", "implementation", Dropped::anything},
    {"*", "is_legacy_optimizer", Dropped::anything},
    {"*", "jit_compile", Dropped::anything},
    {"*", "num_constants", Dropped::none},
    {"*", "rng_type", Dropped::anything},
    {"*", "time_major", Dropped::off},
};

struct RenamedArgument {
  std::string_view class_name, from, to;  ///< The class "*" is any.
};

constexpr RenamedArgument arguments[] = {{"*", "lr", "learning_rate"},
                                         {"LeakyReLU", "alpha", "negative_slope"},
                                         {"ReLU", "theta", "threshold"}};

/// Separable convolutions had the arguments of plain ones too, and did not use them.
constexpr std::string_view of_plain_convolutions[] = {"kernel_initializer", "kernel_regularizer",
                                                      "kernel_constraint"};

bool is_neutral(const Value& value, Dropped::Neutral neutral) {
  if (neutral == Dropped::anything || value.is_null()) return true;
  if (neutral == Dropped::of_nadam)  // of a schedule that nobody can change since
    return value.is_number() && std::abs(value.as_number() - 0.004) < 1e-6;
  if (neutral == Dropped::off) return value == Value(false) || value == Value(0);
  return neutral == Dropped::one && value == Value(1);
}

void drop_arguments(std::string_view class_name, Object& config) {
  for (const auto& [of_class, key, neutral] : dropped) {
    const auto* value = config.find(key);
    if (!value || (of_class != "*" && of_class != class_name)) continue;
    if (!is_neutral(*value, neutral))
      fail(class_name, ": the argument ", quoted(key), " of Keras 2 is not supported; received ",
           key, "=", *value);
    config.erase(key);
  }
  if (class_name.starts_with("SeparableConv"))
    for (const auto key : of_plain_convolutions) config.erase(key);
}

void rename_arguments(std::string_view class_name, Object& config) {
  for (const auto& [of_class, from, to] : arguments) {
    if (of_class != "*" && of_class != class_name) continue;
    for (auto& [key, value] : config)
      if (key == from) key = to;
  }
}

/// `[3]` of an argument that is a number since.
void unpack_axis(Object& config) {
  auto* axis = config.find("axis");
  if (axis && axis->is_list() && axis->as_list().size() == 1)
    *axis = Value(axis->as_list().front());
}

/// The functions of that name differ.
void keep_hard_sigmoid(Object& config) {
  for (const auto* key : {"activation", "recurrent_activation"})
    if (auto* activation = config.find(key); activation && *activation == "hard_sigmoid")
      *activation = std::string(activations::old_hard_sigmoid_name);
}

void modernize(Object& saved) {
  auto name = saved.at("class_name").as_string();
  if (name.starts_with("Custom>")) name = name.substr(name.find('>') + 1);
  const auto is_old = [&](const Renamed& each) { return each.from == name; };
  const auto* renamed = std::find_if(std::begin(classes), std::end(classes), is_old);
  auto& config = saved["config"];
  if (config.is_list()) config = Object{{"layers", config}};  // of a Sequential before Keras 2.3
  auto& arguments = config.as_object();
  if (name == "SyncBatchNormalization") arguments["synchronized"] = true;
  if (renamed != std::end(classes)) name = renamed->to;
  drop_arguments(name, arguments);
  rename_arguments(name, arguments);
  keep_hard_sigmoid(arguments);
  count_calls_from_zero(arguments);
  if (name == "BatchNormalization") unpack_axis(arguments);
  if (name == "MultiHeadAttention") saved.erase("build_config");  // it names all shapes since
  saved["class_name"] = name;
}

/// The metric that does what the mean of a function did, by the same name.
Value unwrapped_metric(const Object& saved) {
  const auto& config = saved.at("config").as_object();
  const auto& metric = Registry<Metric>::instance().get(config.at("fn").as_string());
  return Object{{"class_name", metric.class_name}, {"config", Object{{"name", config.at("name")}}}};
}

/// What was not said has its default; what has had no meaning since Keras 2.3 goes.
void modernize_compilation(Object& config) {
  for (const auto* key : {"run_eagerly", "steps_per_execution", "jit_compile"})
    if (const auto* value = config.find(key); value && value->is_null()) config.erase(key);
  config.erase("sample_weight_mode");
}

void modernize_loss(Object& saved) {
  auto* config = saved.find("config");
  if (!config || !config->is_object()) return;
  config->as_object().erase("fn");
  if (auto* reduction = config->as_object().find("reduction"); reduction && *reduction == "auto")
    *reduction = "sum_over_batch_size";
}

}  // namespace

bool is_old_version(std::string_view keras_version) {
  return keras_version.starts_with("1.") || keras_version.starts_with("2.");
}

Value modern_config(Value saved) {
  if (saved.is_list()) {
    for (auto& item : saved.as_list()) item = modern_config(std::move(item));
  } else if (saved.is_object()) {
    auto& object = saved.as_object();
    const auto class_name = std::string(saved.string_at("class_name"));
    if (class_name == "__tuple__") return modern_config(object.at("items"));
    if (class_name == "MeanMetricWrapper") return unwrapped_metric(object);
    const auto* config = object.find("config");
    if (!class_name.empty() && config && !class_name.starts_with("__")) {
      modernize(object);
      modernize_loss(object);
    }
    for (auto& [key, value] : object) {
      if (key == "compile_config" && value.is_object()) modernize_compilation(value.as_object());
      value = modern_config(std::move(value));
    }
  }
  return saved;
}

}  // namespace keras::saving
