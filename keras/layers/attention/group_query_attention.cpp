#include "keras/layers/attention/group_query_attention.hpp"

#include <cmath>

#include "keras/layers/attention/projected_attention.hpp"
#include "keras/layers/layer_define.hpp"
#include "keras/ops/numpy.hpp"

namespace keras::layers {
namespace {

struct GroupQueryAttentionImpl final : ProjectedAttention {
  GroupQueryAttentionOptions options;

  explicit GroupQueryAttentionImpl(GroupQueryAttentionOptions o)
      : ProjectedAttention("GroupedQueryAttention", o.name, o.dtype, o.trainable),
        options(std::move(o)) {
    if (options.head_dim <= 0 || options.num_query_heads <= 0 || options.num_key_value_heads <= 0)
      fail(
          "layers.GroupQueryAttention: head_dim, num_query_heads and num_key_value_heads must be "
          "positive; received head_dim=",
          options.head_dim, ", num_query_heads=", options.num_query_heads,
          " and num_key_value_heads=", options.num_key_value_heads);
    if (options.num_query_heads % options.num_key_value_heads != 0)
      fail(
          "layers.GroupQueryAttention: num_query_heads must be a multiple of num_key_value_heads; "
          "received num_query_heads=",
          options.num_query_heads, " and num_key_value_heads=", options.num_key_value_heads);
    expect_valid("GroupQueryAttention", options.dropout, options.flash_attention,
                 options.sliding_window);
    activity_regularizer = options.activity_regularizer;
  }

  std::string public_name() const override { return "GroupQueryAttention"; }
  Object config() const override { return saved(options); }
  std::vector<Layer::Child> children() const override { return named_projections("_"); }

  void build(const std::vector<Shape>& inputs) override {
    if (inputs.size() < 2) fail("query and value are wanted; received one input");
    const auto &query = inputs[0], &value = inputs[1], &key = inputs.size() > 2 ? inputs[2] : value;
    for (const auto& shape : inputs)
      if (shape.rank() != 3)
        fail("the inputs must have 3 axes (batch, steps, features); received shape ", shape);
    const int heads = options.num_query_heads, shared = options.num_key_value_heads;
    const int features = options.head_dim;
    const auto made = [&](const char* name, const char* equation, const PartialShape& output,
                          const char* bias_axes, const Shape& input) {
      const auto layer = projection(options, policy_of(name), name, equation, output, bias_axes);
      layer.build({input});
      return layer;
    };
    auto& p = projections_;
    p.query = made("query", "bqm,muh->bquh", {None, heads, features}, "uh", query);
    p.key = made("key", "bkm,mvh->bkvh", {None, shared, features}, "vh", key);
    if (options.use_gate)
      p.gate = made("gate", "bqm,muh->bquh", {None, heads, features}, "uh", query);
    p.value = made("value", "bkm,mvh->bkvh", {None, shared, features}, "vh", value);
    p.output = made("attention_output", "bquh,uhm->bqm", {None, query[-1]}, "m",
                    {None, None, heads, features});
    plan({.scores = "bkuh,bquh->buqk",
          .combine = "buqk,bkuh->bquh",
          .scale = 1 / std::sqrt(static_cast<double>(features)),
          .dropout = options.dropout,
          .sliding_window = options.sliding_window,
          .flash = options.flash_attention.value_or(false)},
         4, options.seed);
  }

  Tensor with_all_heads(const Tensor& x) const override {
    const int repeats = options.num_query_heads / options.num_key_value_heads;
    return repeats == 1 ? x : ops::repeat(x, repeats, {.axis = 2});
  }
  bool takes_query_mask() const override { return true; }
};

}  // namespace

GroupQueryAttention::GroupQueryAttention(GroupQueryAttentionOptions options)
    : QueryValueLayer(std::make_shared<GroupQueryAttentionImpl>(std::move(options))) {}
GroupQueryAttention::GroupQueryAttention(int head_dim, int num_query_heads, int num_key_value_heads,
                                         GroupQueryAttentionOptions options)
    : GroupQueryAttention((options.head_dim = head_dim, options.num_query_heads = num_query_heads,
                           options.num_key_value_heads = num_key_value_heads, std::move(options))) {
}

const Registered<Layer> registered_group_query_attention =
    registered<Layer, GroupQueryAttention, GroupQueryAttentionOptions>("keras.layers",
                                                                       "GroupQueryAttention");

}  // namespace keras::layers
