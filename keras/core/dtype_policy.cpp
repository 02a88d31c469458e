#include "keras/core/dtype_policy.hpp"

#include <algorithm>
#include <charconv>
#include <regex>

#include "keras/core/registry.hpp"
#include "keras/core/settings.hpp"

namespace keras {
namespace {

std::optional<DTypePolicy>& global_policy() {
  static thread_local std::optional<DTypePolicy> policy;
  return policy;
}

const std::vector<std::string> quantization_modes = {"int8", "float8", "int4", "gptq", "awq"};

/// The class of Keras for "int8", "int4/128", ...
const char* quantized_class(const std::string& mode, bool has_parameters) {
  if (mode == "float8") return "QuantizedFloat8DTypePolicy";
  if (mode == "gptq") return "GPTQDTypePolicy";
  if (mode == "awq") return "AWQDTypePolicy";
  return has_parameters ? "Int4DTypePolicy" : "QuantizedDTypePolicy";
}

std::pair<DType, DType> compute_and_variable_dtype(const std::string& name) {
  if (name == "mixed_float16" || name == "mixed_bfloat16")
    return {DType(name.substr(6)), DType::float32};
  return {DType(name), DType(name)};
}

/// The number behind the slash of "int4/128": positive, or none for -1.
std::optional<int> parsed_block_size(const std::string& mode) {
  const auto digits = std::string_view(mode).substr(mode.find('/') + 1);
  int size = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), size);
  if (error != std::errc() || end != digits.data() + digits.size() || size < -1 || size == 0)
    fail("dtype policy: mode must be 'int4/<block size>', where the block size is positive or -1; ",
         "received mode=", quoted(mode));
  if (size == -1) return {};
  return size;
}

/// "int8_from_float32" in its two halves; nothing for a policy that does not quantize.
std::optional<std::pair<std::string, std::string>> split(const std::string& name) {
  const auto at = name.find("_from_");
  if (at == std::string::npos) return {};
  return std::pair(name.substr(0, at), name.substr(at + 6));
}

}  // namespace

struct DTypePolicy::Map {
  std::optional<DTypePolicy> default_policy;
  PolicyMap policies;
};

DTypePolicy::DTypePolicy() { *this = global_dtype_policy(); }

DTypePolicy::DTypePolicy(const char* name) : DTypePolicy(std::string(name)) {}
DTypePolicy::DTypePolicy(std::string name) : name_(std::move(name)) {
  if (const auto halves = split(name_)) {
    parse_quantized(halves->first, halves->second);
  } else {
    std::tie(compute_, variable_) = compute_and_variable_dtype(name_);
  }
}

void DTypePolicy::parse_quantized(const std::string& quantization, const std::string& source) {
  std::tie(compute_, variable_) = compute_and_variable_dtype(source);
  mode_ = quantization.substr(0, quantization.find('/'));
  const bool has_parameters = mode_.size() != quantization.size();
  const auto& known = quantization_modes;
  if (std::find(known.begin(), known.end(), mode_) == known.end())
    fail("dtype policy: mode must be one of: int8, float8, int4, gptq, awq; received mode=",
         quoted(quantization));
  if (mode_ == "int8" && compute_ == DType::float16)
    fail("dtype policy: mode 'int8' must compute in another dtype than float16; received name=",
         quoted(name_));
  class_name_ = quantized_class(mode_, has_parameters);
  if (class_name_ == "Int4DTypePolicy") block_size_ = parsed_block_size(quantization);
}

DTypePolicy::DTypePolicy(std::shared_ptr<const Map> map) {
  *this = map->default_policy.value_or(global_dtype_policy());
  name_ = "map_" + name_;
  class_name_ = "DTypePolicyMap";
  map_ = std::move(map);
}

DTypePolicy DTypePolicy::at(const std::string& path) const {
  if (!map_) return *this;
  const auto& policies = map_->policies;
  const auto find = [&](const auto& fits) {
    return std::find_if(policies.begin(), policies.end(),
                        [&](const auto& entry) { return fits(entry.first); });
  };
  const auto exact = find([&](const std::string& key) { return key == path; });
  if (exact != policies.end()) return exact->second;
  const auto matches = [&](const std::string& key) {
    return std::regex_match(path, std::regex(key));
  };
  const auto match = find(matches);
  if (match == policies.end()) return map_->default_policy.value_or(global_dtype_policy());
  const bool again = std::any_of(match + 1, policies.end(),
                                 [&](const auto& entry) { return matches(entry.first); });
  if (again)
    fail("dtype policy: path ", quoted(path), " must match one key of the map; it matches several");
  return match->second;
}

DTypePolicy DTypePolicy::with(const std::string& path, const DTypePolicy& policy) const {
  if (!map_) return policy;
  auto changed = *map_;
  std::erase_if(changed.policies, [&](const auto& entry) { return entry.first == path; });
  changed.policies.emplace_back(path, policy);
  return DTypePolicy(std::make_shared<const Map>(std::move(changed)));
}

bool operator==(const DTypePolicy& a, const DTypePolicy& b) { return to_value(a) == to_value(b); }

QuantizedDTypePolicy::QuantizedDTypePolicy(const std::string& mode,
                                           std::optional<std::string> source_name)
    : DTypePolicy(from_config("QuantizedDTypePolicy",
                              {{"mode", mode}, {"source_name", to_value(source_name)}})) {}

Int4DTypePolicy::Int4DTypePolicy(const std::string& mode, std::optional<std::string> source_name)
    : DTypePolicy(from_config("Int4DTypePolicy",
                              {{"mode", mode}, {"source_name", to_value(source_name)}})) {}

QuantizedFloat8DTypePolicy::QuantizedFloat8DTypePolicy(const std::string& mode,
                                                       std::optional<std::string> source_name,
                                                       int amax_history_length)
    : DTypePolicy(from_config("QuantizedFloat8DTypePolicy",
                              {{"mode", mode},
                               {"source_name", to_value(source_name)},
                               {"amax_history_length", amax_history_length}})) {}

DTypePolicyMap::DTypePolicyMap(std::optional<DTypePolicy> default_policy, PolicyMap policy_map)
    : DTypePolicy(
          std::make_shared<const Map>(Map{std::move(default_policy), std::move(policy_map)})) {}

DTypePolicy DTypePolicyMap::default_policy() const {
  return map_of(*this).default_policy.value_or(global_dtype_policy());
}

PolicyMap DTypePolicyMap::policy_map() const { return map_of(*this).policies; }

DTypePolicy global_dtype_policy() {
  return global_policy().value_or(DTypePolicy(config::floatx()));
}
void set_global_dtype_policy(const DTypePolicy& policy) { global_policy() = policy; }

Value to_value(const DTypePolicy& policy) {
  if (policy.map_) {
    Object policies;
    for (const auto& [path, each] : policy.map_->policies) policies[path] = to_value(each);
    const auto& by_default = policy.map_->default_policy;
    return serialized("keras.dtype_policies", "DTypePolicyMap",
                      {{"default_policy", by_default ? to_value(*by_default) : Value()},
                       {"policy_map", policies}});
  }
  if (policy.mode_.empty()) return serialized("keras", "DTypePolicy", {{"name", policy.name_}});
  const auto at = policy.name_.find("_from_");
  Object config = {{"mode", policy.name_.substr(0, at)},
                   {"source_name", policy.name_.substr(at + 6)}};
  if (policy.class_name_ == "QuantizedFloat8DTypePolicy")
    config["amax_history_length"] = policy.amax_history_length_;
  return serialized("keras.dtype_policies", policy.class_name_, config);
}

DTypePolicy DTypePolicy::from_config(const std::string& class_name, const Object& config) {
  const auto name_of = [](const Value* name) {
    return name && !name->is_null() ? name->as_string() : global_dtype_policy().name();
  };
  if (class_name == "DTypePolicy" || class_name == "FloatDTypePolicy")
    return DTypePolicy(name_of(config.find("name")));
  if (class_name == "DTypePolicyMap") {
    Map map;
    const auto* by_default = config.find("default_policy");
    if (by_default && !by_default->is_null()) from_value(*by_default, map.default_policy.emplace());
    if (const auto* policies = config.find("policy_map"))
      for (const auto& [path, policy] : policies->as_object())
        from_value(policy, map.policies.emplace_back(path, "float32").second);
    return DTypePolicy(std::make_shared<const Map>(std::move(map)));
  }
  DTypePolicy policy(config.at("mode").as_string() + "_from_" +
                     name_of(config.find("source_name")));
  if (policy.mode_.empty() ||
      (policy.class_name_ != class_name && class_name != "QuantizedDTypePolicy"))
    fail("dtype policy ", quoted(class_name), " is not supported; expected one of: DTypePolicy, ",
         "FloatDTypePolicy, QuantizedDTypePolicy, QuantizedFloat8DTypePolicy, Int4DTypePolicy, ",
         "DTypePolicyMap");
  policy.class_name_ = class_name;
  if (const auto* length = config.find("amax_history_length"))
    keras::from_value(*length, policy.amax_history_length_);
  if (policy.amax_history_length_ <= 0)
    fail("dtype policy: amax_history_length must be positive; received amax_history_length=",
         policy.amax_history_length_);
  return policy;
}

void from_value(const Value& value, DTypePolicy& policy) {
  if (value.is_null()) {
    policy = {};
  } else if (value.is_string()) {
    policy = DTypePolicy(value.as_string());
  } else {
    const auto* config = value.find("config");
    static const Object none;
    policy = DTypePolicy::from_config(value.as_object().at("class_name").as_string(),
                                      config ? config->as_object() : none);
  }
}

namespace dtype_policies {

DTypePolicy get(const Value& identifier) {
  DTypePolicy policy;
  from_value(identifier, policy);
  return policy;
}

Value serialize(const DTypePolicy& policy) { return to_value(policy); }
DTypePolicy deserialize(const Value& config) { return get(config); }

}  // namespace dtype_policies
}  // namespace keras
