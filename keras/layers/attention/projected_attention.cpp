#include "keras/layers/attention/projected_attention.hpp"

#include <limits>

#include "keras/layers/attention/attention_impl.hpp"
#include "keras/ops/saved_tensor.hpp"

namespace keras::layers {
namespace {

/// A tensor that a call was given by name; None if it was not.
Tensor argument(const CallContext& context, const char* name) {
  const auto* item = context.arguments.find(name);
  if (!item) return {};
  if (const auto* tensors = std::get_if<Tensors>(item)) return *tensors;
  const auto& value = std::get<Value>(*item);
  return value.is_null() ? Tensor() : ops::tensor_from(value);
}

Tensor both(const Tensor& a, const Tensor& b) { return a.defined() ? a & b : b; }

/// (1, queries, keys): true where the steps are less than `window` apart.
Tensor window_mask(std::int64_t queries, std::int64_t keys, int window) {
  const auto row = ops::reshape(ops::arange(queries, {.dtype = "int32"}), {1, queries, 1});
  const auto column = ops::reshape(ops::arange(keys, {.dtype = "int32"}), {1, 1, keys});
  return ops::abs(row - column) < window;
}

}  // namespace

void ProjectedAttention::expect_valid(const char* class_name, double dropout,
                                      std::optional<bool> flash,
                                      std::optional<int> sliding_window) {
  if (!(dropout >= 0 && dropout <= 1))
    fail("layers.", class_name, ": dropout must be in [0, 1]; received dropout=", dropout);
  if (flash.value_or(false) && dropout > 0)
    fail("layers.", class_name,
         ": dropout must be 0 with flash_attention; received dropout=", dropout);
  if (sliding_window && *sliding_window <= 0)
    fail("layers.", class_name,
         ": sliding_window must be None or positive; received "
         "sliding_window=",
         *sliding_window);
}

std::vector<Layer::Child> ProjectedAttention::named_projections(const std::string& prefix) const {
  const auto& p = projections_;
  if (!p.query.defined()) return {};
  std::vector<Layer::Child> children = {{prefix + "query_dense", {p.query}},
                                        {prefix + "key_dense", {p.key}}};
  if (p.gate.defined()) children.push_back({"_gate_dense", {p.gate}});
  children.push_back({prefix + "value_dense", {p.value}});
  children.push_back({prefix + "output_dense", {p.output}});
  return children;
}

void ProjectedAttention::plan(Plan plan, int rank, std::optional<std::int64_t> seed) {
  plan_ = std::move(plan), rank_ = rank;
  std::vector<int> axes;
  for (int i = plan_.attended; i > 0; --i) axes.push_back(-i);
  softmax_ = Softmax({.axis = Axes(axes), .dtype = policy});
  dropout_ = Dropout(plan_.dropout, {.seed = seed, .dtype = policy});
}

std::optional<Object> ProjectedAttention::build_config() const {
  if (!built) return {};
  Object shapes;
  const auto names = input_names();
  for (std::size_t i = 0; i < built_with.size(); ++i)
    shapes[names.at(i) + "_shape"] = to_value(built_with[i]);
  return Object{{"shapes_dict", std::move(shapes)}};
}

ProjectedAttention::Masks ProjectedAttention::masks_of(const Tensors& inputs,
                                                       const CallContext& context) const {
  const auto of_tensor = [&](std::size_t i) {
    return i < context.mask.size() && i < inputs.size() ? context.mask[i] : Tensor();
  };
  const auto boolean = [](const Tensor& mask) {
    return mask.defined() ? ops::cast(mask, "bool") : mask;
  };
  const auto named = [&](const char* name, std::size_t i) {
    const auto given = argument(context, name);
    return boolean(given.defined() ? given : of_tensor(i));
  };
  return {takes_query_mask() ? named("query_mask", 0) : boolean(of_tensor(0)),
          named("value_mask", 1), named("key_mask", 2),
          boolean(argument(context, "attention_mask"))};
}

/// All masks in one, broadcast to (batch, queries, keys); None if there is none.
Tensor ProjectedAttention::combined(const Masks& masks, std::int64_t queries, std::int64_t keys,
                                    bool causal) const {
  auto all = masks.attention;
  if (masks.query.defined()) all = both(all, ops::expand_dims(masks.query, -1));
  for (const auto* mask : {&masks.value, &masks.key})
    if (mask->defined()) all = both(all, ops::expand_dims(*mask, -2));
  if (causal) all = both(all, causal_mask(queries, keys));
  if (plan_.sliding_window) all = both(all, window_mask(queries, keys, *plan_.sliding_window));
  return all;
}

/// The mask with axes of length 1 for the heads.
Tensor ProjectedAttention::with_heads(Tensor mask) const {
  while (mask.rank() < rank_) mask = ops::expand_dims(mask, -2 * plan_.attended - 1);
  return mask;
}

Tensors ProjectedAttention::call(const Tensors& inputs, CallContext& context) {
  if (inputs.size() < 2 || inputs.size() > 3)
    fail(path(), ": query, value and perhaps key are wanted; received ", inputs.size(), " inputs");
  const auto& query = inputs[0];
  const auto& value = inputs[1];
  const auto& key = inputs.size() > 2 ? inputs[2] : value;
  auto mask = combined(masks_of(inputs, context), query.shape(1), value.shape(1),
                       is_on(context.arguments, "use_causal_mask"));
  if (mask.defined()) mask = with_heads(mask);
  const auto& p = projections_;
  auto outputs = attend(p.query(query), with_all_heads(p.key(key)), with_all_heads(p.value(value)),
                        mask, context)
                     .flat();
  if (p.gate.defined()) outputs[0] = outputs[0] * p.gate(query);
  outputs[0] = p.output(outputs[0]);
  return outputs.size() == 1 ? Tensors(outputs[0]) : Tensors(outputs);
}

Tensors ProjectedAttention::attend(const Tensor& query, const Tensor& key, const Tensor& value,
                                   const Tensor& mask, const CallContext& context) const {
  const bool wanted = is_on(context.arguments, "return_attention_scores");
  if (wanted && plan_.flash)
    fail(path(), ": return_attention_scores must be False with flash_attention");
  if (plan_.dropout == 0 && !wanted && query.rank() == 4)
    return attend_at_once(query, key, value, mask);
  const auto products =
      ops::einsum(plan_.scores, {key, query * ops::cast(plan_.scale, query.dtype())});
  const auto scores = softmax_(products, {.mask = mask});
  const auto y =
      ops::einsum(plan_.combine, {dropout_(scores, {.training = context.training}), value});
  if (!wanted) return y;
  return {y, scores};
}

/// The same in float32 throughout, and a query that may look nowhere sees everything equally.
Tensor ProjectedAttention::attend_at_once(const Tensor& query, const Tensor& key,
                                          const Tensor& value, const Tensor& mask) const {
  auto scores = ops::einsum(plan_.scores, {ops::cast(key, "float32"), ops::cast(query, "float32")});
  scores = scores * plan_.scale;
  constexpr double far_below = -0.7 * std::numeric_limits<float>::max();
  if (mask.defined()) scores = ops::where(mask, scores, ops::cast(far_below, "float32"));
  return ops::einsum(plan_.combine, {ops::cast(ops::softmax(scores), value.dtype()), value});
}

Tensors QueryValueLayer::inputs(const Tensor& query, const Tensor& value,
                                const MultiHeadAttentionCallOptions& options) {
  if (options.key.defined()) return {query, value, options.key};
  return {query, value};
}

CallOptions QueryValueLayer::general(const MultiHeadAttentionCallOptions& options) {
  CallOptions result = {.training = options.training};
  auto& arguments = result.arguments;
  const auto add = [&](const char* name, const Tensor& mask) {
    if (mask.defined()) arguments.set(name, Tensors(mask));
  };
  add("query_mask", options.query_mask);
  add("value_mask", options.value_mask);
  add("key_mask", options.key_mask);
  add("attention_mask", options.attention_mask);
  if (options.return_attention_scores) arguments.set("return_attention_scores", Value(true));
  if (options.use_causal_mask) arguments.set("use_causal_mask", Value(true));
  return result;
}

Tensor QueryValueLayer::operator()(const Tensor& query, const Tensor& value,
                                   const MultiHeadAttentionCallOptions& options) const {
  return Layer::operator()(inputs(query, value, options), general(options));
}

}  // namespace keras::layers
