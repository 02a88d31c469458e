#include "keras/layers/preprocessing/category_encoding.hpp"

#include "keras/layers/layer_define.hpp"
#include "keras/layers/preprocessing/encode_categories.hpp"
#include "keras/ops/core.hpp"

namespace keras::layers {
namespace {

struct CategoryEncodingImpl final : LayerOf<CategoryEncodingOptions> {
  explicit CategoryEncodingImpl(CategoryEncodingOptions o)
      : LayerOf("CategoryEncoding", std::move(o)) {
    auto& mode = options.output_mode;
    if (mode == "binary") mode = "multi_hot";  // its name in Keras 2
    if (mode != "multi_hot" && mode != "one_hot" && mode != "count")
      fail("layers.CategoryEncoding: output_mode must be 'multi_hot', 'one_hot' or 'count'; ",
           "received output_mode=", quoted(mode));
    if (options.num_tokens.value_or(0) < 1)
      fail("layers.CategoryEncoding: num_tokens must be positive; received num_tokens=",
           keras::to_value(options.num_tokens));
    if (options.sparse)
      fail("layers.CategoryEncoding: sparse must be false, there are no sparse tensors; received ",
           "sparse=true");
  }

  Object config() const override {
    auto config = LayerOf::config();
    config.erase("sparse");
    return config;
  }

  /// Half precision could not hold the numbers of many categories.
  bool casts_inputs() const override { return false; }
  void build(const std::vector<Shape>&) override {}

  /// The weights of the categories are a second input, or the call argument of that name.
  bool takes_separate_inputs() const override { return true; }
  std::vector<std::string> call_arguments() const override { return {"count_weights"}; }

  Tensors call(const Tensors& given, CallContext& context) override {
    auto inputs = given.flat();
    if (const auto* weights = context.arguments.find("count_weights"))
      inputs.push_back(std::get<Tensors>(*weights));
    if (inputs.size() == 2 && options.output_mode != "count")
      fail(path(), ": weights are only for output_mode='count'; received output_mode=",
           quoted(options.output_mode));
    if (inputs.size() > 2) fail(path(), ": one input or two are wanted; received ", inputs.size());
    return encoded(inputs[0], inputs.size() == 2 ? inputs[1] : Tensor());
  }
  Tensor call(const Tensor& x, CallContext&) override { return encoded(x, {}); }

  Tensor encoded(const Tensor& given, const Tensor& weights) const {
    return encode_categories(
        given, options.output_mode, *options.num_tokens, policy.variable_dtype(),
        weights.defined() ? ops::cast(weights, policy.compute_dtype()) : weights);
  }
};

CategoryEncodingOptions with_tokens(int num_tokens, CategoryEncodingOptions options) {
  options.num_tokens = num_tokens;
  return options;
}

}  // namespace

CategoryEncoding::CategoryEncoding(int num_tokens, CategoryEncodingOptions options)
    : CategoryEncoding(with_tokens(num_tokens, std::move(options))) {}
CategoryEncoding::CategoryEncoding(CategoryEncodingOptions options)
    : Layer(std::make_shared<CategoryEncodingImpl>(std::move(options))) {}

const Registered<Layer> registered_category_encoding =
    registered<Layer, CategoryEncoding, CategoryEncodingOptions>("keras.layers",
                                                                 "CategoryEncoding");

}  // namespace keras::layers
