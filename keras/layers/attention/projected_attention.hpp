// Internal: what MultiHeadAttention and GroupQueryAttention share.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "keras/layers/activations/softmax.hpp"
#include "keras/layers/attention/multi_head_attention.hpp"
#include "keras/layers/regularization/dropout.hpp"

namespace keras::layers {

/// Attention on projections: (batch, ..., heads, features) of query, key and value.
class ProjectedAttention : public Layer::Impl {
 public:
  using Impl::Impl;

  bool takes_separate_inputs() const override { return true; }
  std::vector<std::string> input_names() const override { return {"query", "value", "key"}; }
  std::vector<std::string> call_arguments() const override {
    return {"query_mask",     "value_mask",      "key_mask",
            "attention_mask", "use_causal_mask", "return_attention_scores"};
  }
  bool supports_masking() const override { return true; }
  Tensors compute_mask(const Tensors&, const Tensors& mask) const override {
    return mask.defined() ? Tensors(mask[0]) : Tensors();
  }
  std::optional<Object> build_config() const override;
  Tensors call(const Tensors& inputs, CallContext& context) override;

 protected:
  /// How the projections meet.
  struct Plan {
    std::string scores, combine;  ///< Equations of (key, query) and of (scores, value).
    int attended = 1;             ///< How many axes are looked along.
    double scale = 1;
    double dropout = 0;
    std::optional<int> sliding_window = {};
    bool flash = false;
  };
  struct Projections {
    Layer query, key, gate, value, output;  ///< No gate where there is none.
  };

  static void expect_valid(const char* class_name, double dropout, std::optional<bool> flash,
                           std::optional<int> sliding_window);
  /// The arguments that files hold.
  template <class Options>
  static Object saved(const Options& options) {
    auto config = to_config(options);
    for (const auto* key : {"name", "dtype", "trainable", "flash_attention"}) config.erase(key);
    return config;
  }
  /// The projections as the attributes `<prefix>query_dense` and so on.
  std::vector<Layer::Child> named_projections(const std::string& prefix) const;
  /// To be called by build: the scores have `rank` axes.
  void plan(Plan plan, int rank, std::optional<std::int64_t> seed);
  /// Key and value as many heads as the query has.
  virtual Tensor with_all_heads(const Tensor& x) const { return x; }
  /// Whether a mask of the query that the call names counts; otherwise only that of the tensor.
  virtual bool takes_query_mask() const { return false; }

  Projections projections_ = {};

 private:
  struct Masks {
    Tensor query, value, key, attention;
  };
  Masks masks_of(const Tensors& inputs, const CallContext& context) const;
  Tensor combined(const Masks& masks, std::int64_t queries, std::int64_t keys, bool causal) const;
  Tensor with_heads(Tensor mask) const;
  Tensors attend(const Tensor& query, const Tensor& key, const Tensor& value, const Tensor& mask,
                 const CallContext& context) const;
  Tensor attend_at_once(const Tensor& query, const Tensor& key, const Tensor& value,
                        const Tensor& mask) const;

  Plan plan_ = {};
  int rank_ = 4;  ///< Of the scores.
  Layer softmax_ = {};
  Layer dropout_ = {};
};

/// A projection by the arguments that both layers have.
template <class Options>
EinsumDense projection(const Options& options, const DTypePolicy& policy, const char* name,
                       std::string equation, PartialShape output_shape, std::string bias_axes) {
  EinsumDenseOptions o;
  o.kernel_initializer = options.kernel_initializer;
  o.bias_initializer = options.bias_initializer;
  o.kernel_regularizer = options.kernel_regularizer;
  o.bias_regularizer = options.bias_regularizer;
  o.activity_regularizer = options.activity_regularizer;
  o.kernel_constraint = options.kernel_constraint;
  o.bias_constraint = options.bias_constraint;
  if (std::string_view(name) == "gate") o.activation = "sigmoid";
  if (options.use_bias) o.bias_axes = std::move(bias_axes);
  o.name = name;
  o.dtype = policy;
  return EinsumDense(std::move(equation), std::move(output_shape), std::move(o));
}

}  // namespace keras::layers
