#pragma once
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "keras/core/dtype.hpp"
#include "keras/core/value.hpp"

namespace keras {

/// The dtypes that a layer computes in and keeps its variables in: "float32", "bfloat16",
/// "mixed_float16", "mixed_bfloat16", ...; `{}` is the global policy at construction.
///
/// "int8_from_float32", "int4_from_float32", "int4/128_from_mixed_bfloat16" (in blocks of 128) and
/// "float8_from_float32" say how a layer is quantized, and the policy that it has otherwise.
class DTypePolicy {
 public:
  DTypePolicy();
  DTypePolicy(const char* name);
  DTypePolicy(std::string name);
  DTypePolicy(DType dtype) : DTypePolicy(std::string(dtype.name())) {}

  const std::string& name() const { return name_; }
  DType compute_dtype() const { return compute_; }
  DType variable_dtype() const { return variable_; }
  /// "int8", "int4", "float8", "gptq" or "awq"; empty for a policy that does not quantize.
  const std::string& quantization_mode() const { return mode_; }
  /// Of "int4/128_from_...": how many weights share a scale; none: all of a column.
  std::optional<int> block_size() const { return block_size_; }
  /// Of float8: how many past maxima the scales are chosen by.
  int amax_history_length() const { return amax_history_length_; }
  /// What a `DTypePolicyMap` has for the layer of that path; every other policy is its own answer.
  DTypePolicy at(const std::string& path) const;
  /// A map in which `policy` stands for the path; in place of a policy that is no map, `policy`.
  DTypePolicy with(const std::string& path, const DTypePolicy& policy) const;

  friend bool operator==(const DTypePolicy& a, const DTypePolicy& b);
  friend Value to_value(const DTypePolicy& policy);
  friend void from_value(const Value& value, DTypePolicy& policy);

 protected:
  struct Map;
  explicit DTypePolicy(std::shared_ptr<const Map> map);
  static const Map& map_of(const DTypePolicy& policy) { return *policy.map_; }
  static DTypePolicy from_config(const std::string& class_name, const Object& config);

 private:
  void parse_quantized(const std::string& quantization, const std::string& source);

  std::string name_, class_name_ = "DTypePolicy", mode_ = {};
  DType compute_, variable_;
  std::optional<int> block_size_ = {};
  int amax_history_length_ = 1024;
  std::shared_ptr<const Map> map_ = {};
};

using FloatDTypePolicy = DTypePolicy;

/// A policy that quantizes as `mode` says and is otherwise the one of that name, by default the
/// global one: `QuantizedDTypePolicy("int8", "mixed_bfloat16")`.
class QuantizedDTypePolicy : public DTypePolicy {
 public:
  explicit QuantizedDTypePolicy(const std::string& mode,
                                std::optional<std::string> source_name = {});
};

/// The same for "int4/128": whole numbers of 4 bits, of which 128 share a scale; -1: all.
class Int4DTypePolicy : public DTypePolicy {
 public:
  explicit Int4DTypePolicy(const std::string& mode, std::optional<std::string> source_name = {});
};

/// The same for "float8", with the number of past maxima that scales are chosen by.
class QuantizedFloat8DTypePolicy : public DTypePolicy {
 public:
  explicit QuantizedFloat8DTypePolicy(const std::string& mode,
                                      std::optional<std::string> source_name = {},
                                      int amax_history_length = 1024);
};

/// Paths of layers, or regular expressions that whole paths match, with their policies.
using PolicyMap = std::vector<std::pair<std::string, DTypePolicy>>;

/// Policies by the paths of layers: `{{"encoder/.*", "mixed_bfloat16"}, {"head", "float32"}}`. A
/// path that is no key may match one key as a regular expression; all others have the default.
class DTypePolicyMap : public DTypePolicy {
 public:
  DTypePolicyMap(std::optional<DTypePolicy> default_policy = {}, PolicyMap policy_map = {});
  DTypePolicy default_policy() const;
  PolicyMap policy_map() const;
};

/// The policy of layers that are given none: that of `config::floatx()` unless set.
DTypePolicy global_dtype_policy();
void set_global_dtype_policy(const DTypePolicy& policy);

Value to_value(const DTypePolicy& policy);
void from_value(const Value& value, DTypePolicy& policy);

namespace dtype_policies {

using keras::DTypePolicy;
using keras::DTypePolicyMap;
using keras::FloatDTypePolicy;
using keras::Int4DTypePolicy;
using keras::QuantizedDTypePolicy;
using keras::QuantizedFloat8DTypePolicy;

/// The policy of that name or saved form; the global one for None.
DTypePolicy get(const Value& identifier);
/// A policy as files hold it, and back.
Value serialize(const DTypePolicy& policy);
DTypePolicy deserialize(const Value& config);

}  // namespace dtype_policies
}  // namespace keras
