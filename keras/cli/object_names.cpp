#include "keras/cli/listed.hpp"
#include "keras/layers.hpp"
#include "keras/ops.hpp"
#include "keras/quantizers.hpp"
#include "keras/random.hpp"
#include "keras/saving.hpp"

namespace keras::cli {
namespace {

/// `get`, `deserialize` and `serialize` of one kind of object.
template <auto get, auto deserialize, auto serialize>
void add_identifiers(std::vector<Listed>& names, const std::string& module,
                     const std::string& object) {
  names.push_back(function<get>(module + ".get", {{"identifier", {}}}));
  names.push_back(function<deserialize>(module + ".deserialize", {{"config", {}}}));
  names.push_back(function<serialize>(module + ".serialize", {{object, {}}}));
}

void add_all_identifiers(std::vector<Listed>& names) {
  namespace a = activations;
  add_identifiers<a::get, a::deserialize, a::serialize>(names, "keras.activations", "activation");
  namespace c = constraints;
  add_identifiers<c::get, c::deserialize, c::serialize>(names, "keras.constraints", "constraint");
  namespace i = initializers;
  add_identifiers<i::get, i::deserialize, i::serialize>(names, "keras.initializers", "initializer");
  namespace m = metrics;
  add_identifiers<m::get, m::deserialize, m::serialize>(names, "keras.metrics", "metric");
  namespace o = optimizers;
  add_identifiers<o::get, o::deserialize, o::serialize>(names, "keras.optimizers", "optimizer");
  namespace r = regularizers;
  add_identifiers<r::get, r::deserialize, r::serialize>(names, "keras.regularizers", "regularizer");
  names.push_back(function<losses::get>("keras.losses.get", {{"identifier", {}}}));
  names.push_back(function<losses::deserialize>("keras.losses.deserialize", {{"name", {}}}));
  names.push_back(function<losses::serialize>("keras.losses.serialize", {{"loss", {}}}));
  names.push_back(function<layers::deserialize>("keras.layers.deserialize", {{"config", {}}}));
  names.push_back(function<layers::serialize>("keras.layers.serialize", {{"layer", {}}}));
  namespace s = optimizers::schedules;
  names.push_back(
      function<s::deserialize>("keras.optimizers.schedules.deserialize", {{"config", {}}}));
  names.push_back(function<s::serialize>("keras.optimizers.schedules.serialize",
                                         {{"learning_rate_schedule", {}}}));
}

/// The row of another name of a class.
Listed alias(std::string name, std::string_view of) {
  const auto& all = public_objects();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const PublicObject& object) { return object.name == of; });
  return {std::move(name), found->arguments()};
}

void add_layer_names(std::vector<Listed>& names) {
  using namespace layers;
  const std::vector<Argument> inputs = {{"inputs", {}}};
  for (auto& row : std::vector<Listed>{
           type<Layer>(
               "keras.layers.Layer",
               {{"activity_regularizer", {}}, {"trainable", true}, {"dtype", {}}, {"name", {}}}),
           type<InputSpec, InputSpec>("keras.layers.InputSpec"),
           function<add>("keras.layers.add", inputs),
           function<average>("keras.layers.average", inputs),
           function<concatenate>("keras.layers.concatenate", inputs),
           function<dot>("keras.layers.dot", inputs),
           function<maximum>("keras.layers.maximum", inputs),
           function<minimum>("keras.layers.minimum", inputs),
           function<multiply>("keras.layers.multiply", inputs),
           function<subtract>("keras.layers.subtract", inputs),
           alias("keras.layers.MaxPool1D", "keras.layers.MaxPooling1D"),
           alias("keras.layers.MaxPool2D", "keras.layers.MaxPooling2D"),
           alias("keras.layers.MaxPool3D", "keras.layers.MaxPooling3D"),
           alias("keras.layers.GlobalMaxPool1D", "keras.layers.GlobalMaxPooling1D"),
           alias("keras.layers.GlobalMaxPool2D", "keras.layers.GlobalMaxPooling2D"),
           alias("keras.layers.GlobalMaxPool3D", "keras.layers.GlobalMaxPooling3D"),
           function<Input>("keras.layers.Input", {{"shape", {}}}),
           function<KerasTensor>("keras.KerasTensor", {{"shape", {}}}),
           type<Operation>("keras.Operation", {{"name", {}}}),
           type<Variable, VariableOptions>("keras.Variable"),
       })
    names.push_back(std::move(row));
}

/// Those that are no nodes of a graph; all others stand in the table of operations.
void add_operation_names(std::vector<Listed>& names) {
  names.push_back({"keras.ops.custom_gradient", {{"f", {}}}});
  names.push_back(function<ops::dtype>("keras.ops.dtype", {{"x", {}}}));
  names.push_back(function<ops::is_tensor<Tensor>>("keras.ops.is_tensor", {{"x", {}}}));
  names.push_back(function<ops::shape>("keras.ops.shape", {{"x", {}}}));
}

void add_random_names(std::vector<Listed>& names) {
  const std::vector<Argument> shape = {{"shape", {}}};
  for (auto& row : std::vector<Listed>{
           type<SeedGenerator, random::SeedGeneratorOptions>("keras.random.SeedGenerator",
                                                             {{"seed", {}}}),
           function<random::categorical>("keras.random.categorical",
                                         {{"logits", {}}, {"num_samples", {}}}),
           function<random::dropout>("keras.random.dropout", {{"inputs", {}}, {"rate", {}}}),
           function<random::normal>("keras.random.normal", shape),
           function<random::randint>("keras.random.randint",
                                     {{"shape", {}}, {"minval", {}}, {"maxval", {}}}),
           function<random::shuffle>("keras.random.shuffle", {{"x", {}}}),
           function<random::truncated_normal>("keras.random.truncated_normal", shape),
           function<random::uniform>("keras.random.uniform", shape),
       })
    names.push_back(std::move(row));
}

void add_policy_names(std::vector<Listed>& names) {
  using namespace dtype_policies;
  const std::vector<Argument> name = {{"name", {}}};
  const std::vector<Argument> quantized = {{"mode", {}}, {"source_name", {}}};
  for (auto& row : std::vector<Listed>{
           type<DTypePolicy>("keras.dtype_policies.DTypePolicy", name),
           type<FloatDTypePolicy>("keras.dtype_policies.FloatDTypePolicy", name),
           type<QuantizedDTypePolicy>("keras.dtype_policies.QuantizedDTypePolicy", quantized),
           type<Int4DTypePolicy>("keras.dtype_policies.Int4DTypePolicy", quantized),
           type<QuantizedFloat8DTypePolicy>(
               "keras.dtype_policies.QuantizedFloat8DTypePolicy",
               {{"mode", {}}, {"source_name", {}}, {"amax_history_length", 1024}}),
           type<DTypePolicyMap>("keras.dtype_policies.DTypePolicyMap",
                                {{"default_policy", {}}, {"policy_map", {}}}),
           function<get>("keras.dtype_policies.get", {{"identifier", {}}}),
           function<dtype_policies::serialize>("keras.dtype_policies.serialize",
                                               {{"dtype_policy", {}}}),
           function<dtype_policies::deserialize>("keras.dtype_policies.deserialize",
                                                 {{"config", {}}}),
       })
    names.push_back(std::move(row));
}

void add_quantizer_names(std::vector<Listed>& names) {
  using namespace quantizers;
  for (auto& row : std::vector<Listed>{
           function<abs_max_quantize>("keras.quantizers.abs_max_quantize",
                                      {{"inputs", {}}, {"axis", {}}}),
           function<abs_max_quantize_grouped_with_zero_point>(
               "keras.quantizers.abs_max_quantize_grouped_with_zero_point",
               {{"inputs", {}}, {"block_size", {}}}),
           function<fake_quant_with_min_max_vars>(
               "keras.quantizers.fake_quant_with_min_max_vars",
               {{"inputs", {}}, {"min_vals", {}}, {"max_vals", {}}}),
           function<pack_int4>("keras.quantizers.pack_int4", {{"arr", {}}}),
           function<unpack_int4>("keras.quantizers.unpack_int4",
                                 {{"packed", {}}, {"orig_len", {}}}),
           function<compute_float8_amax_history>("keras.quantizers.compute_float8_amax_history",
                                                 {{"x", {}}, {"amax_history", {}}}),
           function<compute_float8_scale>(
               "keras.quantizers.compute_float8_scale",
               {{"amax", {}}, {"scale", {}}, {"dtype_max", {}}, {"margin", 0}}),
           function<quantize_and_dequantize>(
               "keras.quantizers.quantize_and_dequantize",
               {{"inputs", {}}, {"scale", {}}, {"quantized_dtype", {}}, {"compute_dtype", {}}}),
       })
    names.push_back(std::move(row));
}

void add_base_names(std::vector<Listed>& names) {
  for (auto& row : std::vector<Listed>{
           type<constraints::Constraint>("keras.constraints.Constraint"),
           type<initializers::Initializer>("keras.initializers.Initializer"),
           type<regularizers::Regularizer>("keras.regularizers.Regularizer"),
       })
    names.push_back(std::move(row));
}

void add_saving_names(std::vector<Listed>& names) {
  using namespace saving;
  for (auto& row : std::vector<Listed>{
           type<CustomObjectScope>("keras.saving.CustomObjectScope", {{"custom_objects", {}}}),
           function<get_custom_objects>("keras.saving.get_custom_objects"),
           function<get_registered_name<Layer>>("keras.saving.get_registered_name", {{"obj", {}}}),
           function<get_registered_object<Layer>>("keras.saving.get_registered_object",
                                                  {{"name", {}}}),
           function<serialize_keras_object<Layer>>("keras.saving.serialize_keras_object",
                                                   {{"obj", {}}}),
           function<deserialize_keras_object<Layer>>("keras.saving.deserialize_keras_object",
                                                     {{"config", {}}}),
           function<register_keras_serializable>("keras.saving.register_keras_serializable",
                                                 {{"package", "Custom"}, {"name", {}}}),
           function<save_model>("keras.saving.save_model", {{"model", {}}, {"filepath", {}}}),
           function<save_model>("keras.models.save_model", {{"model", {}}, {"filepath", {}}}),
           function<save_weights>("keras.saving.save_weights", {{"model", {}}, {"filepath", {}}}),
           function<load_weights>("keras.saving.load_weights", {{"model", {}}, {"filepath", {}}}),
           function<models::load_model>("keras.saving.load_model", {{"filepath", {}}}),
           function<models::load_model>("keras.models.load_model", {{"filepath", {}}}),
           function<models::model_from_json>("keras.models.model_from_json", {{"json_string", {}}}),
           function<models::clone_model>("keras.models.clone_model", {{"model", {}}}),
           function<version>("keras.version"),
           function<version>("keras.__version__"),
       })
    names.push_back(std::move(row));
}

void add_config_names(std::vector<Listed>& names) {
  using namespace config;
  for (auto& row : std::vector<Listed>{
           function<config::backend>("keras.config.backend"),
           function<disable_interactive_logging>("keras.config.disable_interactive_logging"),
           function<enable_interactive_logging>("keras.config.enable_interactive_logging"),
           function<is_interactive_logging_enabled>("keras.config.is_interactive_logging_enabled"),
           function<dtype_policy>("keras.config.dtype_policy"),
           function<set_dtype_policy>("keras.config.set_dtype_policy", {{"policy", {}}}),
           function<epsilon>("keras.config.epsilon"),
           function<set_epsilon>("keras.config.set_epsilon", {{"value", {}}}),
           function<floatx>("keras.config.floatx"),
           function<set_floatx>("keras.config.set_floatx", {{"value", {}}}),
           function<image_data_format>("keras.config.image_data_format"),
           function<set_image_data_format>("keras.config.set_image_data_format",
                                           {{"data_format", {}}}),
           function<keras::backend::is_float_dtype>("keras.backend.is_float_dtype",
                                                    {{"dtype", {}}}),
           function<keras::backend::is_int_dtype>("keras.backend.is_int_dtype", {{"dtype", {}}}),
           function<keras::backend::result_type<DType>>("keras.backend.result_type",
                                                        {{"dtypes", {}}}),
       })
    names.push_back(std::move(row));
}

}  // namespace

std::vector<Listed> object_names() {
  std::vector<Listed> names;
  add_all_identifiers(names);
  add_layer_names(names);
  add_operation_names(names);
  add_random_names(names);
  add_policy_names(names);
  add_quantizer_names(names);
  add_base_names(names);
  add_saving_names(names);
  add_config_names(names);
  return names;
}

}  // namespace keras::cli
