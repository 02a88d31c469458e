#include "keras/saving/target_version.hpp"

#include <charconv>
#include <string>

#include "keras/core/registry.hpp"

namespace keras::saving {
namespace {

constexpr int newest = 15;

/// What Keras has since version 3.`since`: a class if `argument` is "", else an argument of the
/// class, "*" being any. Read from the signatures of all versions.
struct Added {
  std::string_view class_name, argument;
  int since;
};

constexpr Added added[] = {
    {"AdaptiveAveragePooling1D", "", 13},
    {"AdaptiveAveragePooling2D", "", 13},
    {"AdaptiveAveragePooling3D", "", 13},
    {"AdaptiveMaxPooling1D", "", 13},
    {"AdaptiveMaxPooling2D", "", 13},
    {"AdaptiveMaxPooling3D", "", 13},
    {"AlphaDropout", "", 1},
    {"AugMix", "", 9},
    {"CTC", "", 1},
    {"CategoricalGeneralizedCrossEntropy", "", 10},
    {"Circle", "", 7},
    {"ConcordanceCorrelation", "", 7},
    {"CutMix", "", 9},
    {"Dice", "", 2},
    {"Lamb", "", 5},
    {"MixUp", "", 8},
    {"Muon", "", 10},
    {"PearsonCorrelation", "", 7},
    {"RMSNormalization", "", 9},
    {"RandAugment", "", 8},
    {"RandomColorDegeneration", "", 8},
    {"RandomColorJitter", "", 8},
    {"RandomElasticTransform", "", 10},
    {"RandomErasing", "", 9},
    {"RandomGaussianBlur", "", 9},
    {"RandomGrayscale", "", 8},
    {"RandomHue", "", 8},
    {"RandomInvert", "", 9},
    {"RandomPerspective", "", 9},
    {"RandomPosterization", "", 8},
    {"RandomSaturation", "", 8},
    {"RandomSharpness", "", 8},
    {"RandomShear", "", 8},
    {"ReversibleEmbedding", "", 12},
    {"ScheduleFreeAdamW", "", 14},
    {"Solarization", "", 6},
    {"Tversky", "", 3},
    {"BatchNormalization", "renorm", 14},
    {"BatchNormalization", "renorm_clipping", 14},
    {"BatchNormalization", "renorm_momentum", 14},
    {"Dice", "axis", 4},
    {"InputLayer", "optional", 4},
    {"InputLayer", "ragged", 9},
    {"MultiHeadAttention", "flash_attention", 7},
    {"MultiHeadAttention", "seed", 4},
    {"MultiHeadAttention", "sliding_window", 15},
    {"MultiHeadAttention", "use_gate", 14},
    {"Muon", "adam_weight_decay", 13},
    {"Muon", "rms_rate", 13},
    {"RandomBrightness", "data_format", 6},
    {"RandomContrast", "data_format", 6},
    {"RandomContrast", "value_range", 8},
    {"RandomFlip", "data_format", 6},
    {"Resizing", "antialias", 9},
    {"Resizing", "fill_mode", 3},
    {"Resizing", "fill_value", 3},
    {"Resizing", "pad_to_aspect_ratio", 3},
    {"SparseTopKCategoricalAccuracy", "from_sorted_ids", 7},
    {"Tversky", "axis", 8},
    {"ZeroPadding1D", "data_format", 5},
    {"*", "gradient_accumulation_steps", 3},
    {"*", "input_axes", 15},
    {"*", "lora_alpha", 10},
    {"*", "lora_rank", 1},
    {"*", "loss_scale_factor", 3},
    {"*", "output_axes", 15},
    {"*", "quantization_config", 13},
};

/// The 5 of "3.5" or "3.5.1".
int minor_of(std::string_view version) {
  int minor = -1;
  if (version.starts_with("3.")) {
    const auto rest = version.substr(2, version.find('.', 2) - 2);
    const auto [end, error] = std::from_chars(rest.begin(), rest.end(), minor);
    if (error != std::errc() || end != rest.end()) minor = -1;
  }
  if (minor < 0 || minor > newest)
    fail("target_version must be 3.0 to 3.", newest, "; received target_version=", quoted(version));
  return minor;
}

/// The value under which an argument does nothing.
Value default_of(std::string_view class_name, std::string_view argument) {
  for (const auto& object : public_objects()) {
    if (!object.name.ends_with("." + std::string(class_name))) continue;
    for (const auto& each : object.arguments())
      if (each.name == argument) return each.default_value;
  }
  return {};
}

/// Whether an argument does nothing.
bool is_neutral(std::string_view class_name, std::string_view argument, const Object& config) {
  const auto& value = config.at(argument);
  const auto* rank = config.find("lora_rank");
  if (argument == "lora_alpha" && rank && value == *rank) return true;
  return value == default_of(class_name, argument);
}

class Downgrade {
 public:
  explicit Downgrade(int minor) : minor_(minor) {}

  void visit(Value& value) const {
    if (value.is_list())
      for (auto& item : value.as_list()) visit(item);
    if (!value.is_object()) return;
    auto& object = value.as_object();
    const auto class_name = std::string(value.string_at("class_name"));
    if (minor_ < 7 && class_name == "Orthogonal")
      object["class_name"] = "OrthogonalInitializer";  // the class was called so
    auto* config = object.find("config");
    if (!class_name.empty() && config && config->is_object())
      leave_out(class_name, config->as_object());
    for (auto& member : object) visit(member.value);
  }

 private:
  void leave_out(const std::string& class_name, Object& config) const {
    for (const auto& [of_class, argument, since] : added) {
      if (since <= minor_ || (of_class != "*" && of_class != class_name)) continue;
      if (argument.empty()) refuse(class_name, since);
      const auto* value = config.find(argument);
      if (!value) continue;
      if (!is_neutral(class_name, argument, config))
        refuse(text(class_name, "(", argument, "=", *value, ")"), since);
      config.erase(argument);
    }
    if (minor_ < 4 && class_name == "Functional")
      for (const auto* key : {"input_layers", "output_layers"}) list_places(config[key]);
    // Policies were objects of their own only since 3.4.
    if (auto* dtype = config.find("dtype");
        minor_ < 4 && dtype && dtype->string_at("class_name") == "DTypePolicy")
      *dtype = Value(dtype->as_object().at("config").as_object().at("name"));
  }

  /// The place of a single tensor in a list, as all were before 3.4.
  static void list_places(Value& places) {
    if (places.is_list() && !places.as_list().empty() && places.as_list()[0].is_string())
      places = List{Value(places)};
  }

  [[noreturn]] void refuse(const std::string& what, int since) const {
    fail(what, " exists since Keras 3.", since, "; received target_version='3.", minor_, "'");
  }

  int minor_;
};

}  // namespace

Object for_version(Object saved, std::string_view version) {
  const auto minor = minor_of(version);
  if (minor == newest) return saved;
  Value value = std::move(saved);
  Downgrade(minor).visit(value);
  return std::move(value.as_object());
}

}  // namespace keras::saving
