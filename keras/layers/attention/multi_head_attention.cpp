#include "keras/layers/attention/multi_head_attention.hpp"

#include <algorithm>
#include <cmath>

#include "keras/layers/attention/projected_attention.hpp"
#include "keras/layers/layer_define.hpp"

namespace keras::layers {
namespace {

std::string letters(int first, int count) {
  std::string result;
  for (int i = 0; i < count; ++i) result += static_cast<char>('a' + first + i);
  return result;
}

/// Of an input with `free` axes kept and `bound` summed to `made` new ones.
struct ProjectionEquation {
  std::string equation, bias_axes;

  ProjectionEquation(int free, int bound, int made) {
    const auto kept = letters(0, free), summed = letters(free, bound);
    bias_axes = letters(free + bound, made);
    equation = kept + summed + "," + summed + bias_axes + "->" + kept + bias_axes;
  }
};

/// `known` behind as many unknown lengths as make `rank`.
PartialShape behind_unknown(int rank, const std::vector<std::int64_t>& known) {
  PartialShape result;
  std::vector<std::int64_t> lengths(static_cast<std::size_t>(rank) - known.size(), Shape::unknown);
  lengths.insert(lengths.end(), known.begin(), known.end());
  result.lengths = Shape(lengths);
  return result;
}

struct MultiHeadAttentionImpl final : ProjectedAttention {
  MultiHeadAttentionOptions options;

  explicit MultiHeadAttentionImpl(MultiHeadAttentionOptions o)
      : ProjectedAttention("MultiHeadAttention", o.name, o.dtype, o.trainable),
        options(std::move(o)) {
    if (!options.value_dim) options.value_dim = options.key_dim;
    if (options.num_heads <= 0 || options.key_dim <= 0 || *options.value_dim <= 0)
      fail(
          "layers.MultiHeadAttention: num_heads, key_dim and value_dim must be positive; received "
          "num_heads=",
          options.num_heads, ", key_dim=", options.key_dim, " and value_dim=", *options.value_dim);
    expect_valid("MultiHeadAttention", options.dropout, options.flash_attention,
                 options.sliding_window);
  }

  Object config() const override { return saved(options); }
  std::vector<Layer::Child> children() const override { return named_projections(""); }

  void build(const std::vector<Shape>& inputs) override {
    if (inputs.size() < 2) fail("query and value are wanted; received one input");
    const auto &query = inputs[0], &value = inputs[1], &key = inputs.size() > 2 ? inputs[2] : value;
    for (const auto& shape : inputs)
      if (shape.rank() < 3)
        fail("the inputs must have at least 3 axes (batch, steps, features); received shape ",
             shape);
    auto& p = projections_;
    p.query = heads("query", query, options.key_dim);
    p.key = heads("key", key, options.key_dim);
    if (options.use_gate) p.gate = heads("gate", query, *options.value_dim);
    p.value = heads("value", value, *options.value_dim);
    plan_attention(value.rank() + 1);
    p.output = output_of(query);
  }

  /// The projection of `input` to heads of `features` each.
  Layer heads(const char* name, const Shape& input, int features) const {
    const ProjectionEquation e(input.rank() - 1, 1, 2);
    const auto layer =
        projection(options, policy_of(name), name, e.equation,
                   behind_unknown(input.rank(), {options.num_heads, features}), e.bias_axes);
    layer.build({input});
    return layer;
  }

  /// The projection of the heads to the output.
  Layer output_of(const Shape& query) const {
    auto lengths = std::vector<std::int64_t>{query[-1]};
    if (options.output_shape) {
      const auto& given = options.output_shape->lengths;
      lengths.clear();
      for (int i = 0; i < given.rank(); ++i) lengths.push_back(given[i]);
    }
    const int made = static_cast<int>(lengths.size());
    const ProjectionEquation e(query.rank() - 1, 2, made);
    const auto layer =
        projection(options, policy_of("attention_output"), "attention_output", e.equation,
                   behind_unknown(query.rank() - 2 + made, lengths), e.bias_axes);
    layer.build({query.up_to(query.rank() - 1) + Shape({options.num_heads, *options.value_dim})});
    return layer;
  }

  /// Projections of `rank` axes: batch, those looked along and not, heads, features.
  void plan_attention(int rank) {
    std::vector<int> along;
    if (options.attention_axes) {
      for (const auto axis : options.attention_axes->list())
        along.push_back(axis >= 0 ? axis : rank - 1 + axis);
    } else {
      for (int i = 1; i < rank - 2; ++i) along.push_back(i);
    }
    const auto target = letters(0, rank);
    auto source = target;
    int next = rank;
    std::string shared, of_target, of_source;
    for (int i = 0; i < rank; ++i) {
      const auto at = static_cast<std::size_t>(i);
      const bool looked = std::find(along.begin(), along.end(), i) != along.end();
      if (looked) source[at] = static_cast<char>('a' + next++);
      if (!looked && i < rank - 1) shared += target[at];
    }
    for (const auto axis : along) {
      if (axis < 1 || axis > rank - 3)
        fail("attention_axes must lie between the batch and the features; received axis ", axis,
             " of an input with ", rank - 1, " axes");
      of_target += target[static_cast<std::size_t>(axis)];
      of_source += source[static_cast<std::size_t>(axis)];
    }
    const auto product = shared + of_target + of_source;
    plan({.scores = source + "," + target + "->" + product,
          .combine = product + "," + source + "->" + target,
          .attended = static_cast<int>(along.size()),
          .scale = 1 / std::sqrt(static_cast<double>(options.key_dim)),
          .dropout = options.dropout,
          .sliding_window = options.sliding_window,
          .flash = options.flash_attention.value_or(false)},
         static_cast<int>(product.size()), options.seed);
  }
};

}  // namespace

MultiHeadAttention::MultiHeadAttention(MultiHeadAttentionOptions options)
    : QueryValueLayer(std::make_shared<MultiHeadAttentionImpl>(std::move(options))) {}
MultiHeadAttention::MultiHeadAttention(int num_heads, int key_dim,
                                       MultiHeadAttentionOptions options)
    : MultiHeadAttention(
          (options.num_heads = num_heads, options.key_dim = key_dim, std::move(options))) {}

const Registered<Layer> registered_multi_head_attention =
    registered<Layer, MultiHeadAttention, MultiHeadAttentionOptions>("keras.layers",
                                                                     "MultiHeadAttention");

}  // namespace keras::layers
