#pragma once
#include <string>

#include "keras/core/dtype.hpp"
#include "keras/core/value.hpp"

namespace keras {

/// The dtypes that a layer computes in and keeps its variables in: "float32", "bfloat16",
/// "mixed_float16", "mixed_bfloat16", ...; `{}` is the global policy at construction.
class DTypePolicy {
 public:
  DTypePolicy();
  DTypePolicy(const char* name) : DTypePolicy(std::string(name)) {}
  DTypePolicy(std::string name);
  DTypePolicy(DType dtype) : DTypePolicy(std::string(dtype.name())) {}

  const std::string& name() const { return name_; }
  DType compute_dtype() const { return compute_; }
  DType variable_dtype() const { return variable_; }
  friend bool operator==(const DTypePolicy& a, const DTypePolicy& b) { return a.name_ == b.name_; }

 private:
  std::string name_;
  DType compute_, variable_;
};

/// The policy of layers that are given none: that of `config::floatx()` unless set.
DTypePolicy global_dtype_policy();
void set_global_dtype_policy(const DTypePolicy& policy);

Value to_value(const DTypePolicy& policy);
void from_value(const Value& value, DTypePolicy& policy);

}  // namespace keras
