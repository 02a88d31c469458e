#include "keras/core/dtype_policy.hpp"

#include "keras/core/registry.hpp"
#include "keras/core/settings.hpp"

namespace keras {
namespace {

std::string& global_name() {
  static thread_local std::string name;  // empty: config::floatx()
  return name;
}

}  // namespace

DTypePolicy::DTypePolicy()
    : DTypePolicy(global_name().empty() ? std::string(config::floatx().name()) : global_name()) {}

DTypePolicy::DTypePolicy(std::string name) : name_(std::move(name)) {
  if (name_ == "mixed_float16" || name_ == "mixed_bfloat16") {
    compute_ = DType(name_.substr(6));
    variable_ = DType::float32;
  } else {
    compute_ = variable_ = DType(name_);
  }
}

DTypePolicy global_dtype_policy() { return {}; }
void set_global_dtype_policy(const DTypePolicy& policy) { global_name() = policy.name(); }

Value to_value(const DTypePolicy& policy) {
  return serialized("keras", "DTypePolicy", {{"name", policy.name()}});
}

void from_value(const Value& value, DTypePolicy& policy) {
  if (value.is_null()) {
    policy = {};
  } else if (value.is_string()) {
    policy = DTypePolicy(value.as_string());
  } else {
    const auto& class_name = value.as_object().at("class_name").as_string();
    if (class_name != "DTypePolicy" && class_name != "FloatDTypePolicy")
      fail("dtype policy ", quoted(class_name), " is not supported; expected one of: DTypePolicy");
    policy = DTypePolicy(value.as_object().at("config").as_object().at("name").as_string());
  }
}

}  // namespace keras
