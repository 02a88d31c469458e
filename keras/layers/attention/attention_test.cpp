// Attention layers: values are those of Keras 3.15.1 for the weights that `filled` gives.
#include <doctest/doctest.h>

#include "keras/graph/mask.hpp"
#include "keras/layers.hpp"
#include "keras/layers/filled_layer_test.hpp"
#include "keras/ops.hpp"
#include "keras/regularizers.hpp"

namespace keras {
namespace {

using namespace keras::layers;
using Values = std::vector<float>;

const Tensor query = ops::sin(ops::reshape(ops::arange(24), {2, 3, 4}));
const Tensor value = ops::cos(ops::reshape(ops::arange(16), {2, 2, 4}));
const Tensor query_mask(std::vector<bool>{true, true, false, true, false, true}, {2, 3});
const Tensor value_mask(std::vector<bool>{true, false, true, true}, {2, 2});

/// For the query and the value.
template <class L>
L filled(L layer) {
  return layers::filled(std::move(layer), {query.shape(), value.shape()});
}

TEST_CASE("MultiHeadAttention") {
  check_close(filled(MultiHeadAttention(2, 3))(query, value),
              {-0.26305765F, -0.05035563F, 0.74713F,     0.33442742F,  -0.13167772F, -0.14711781F,
               0.3836078F,   0.5281027F,   0.05546004F,  -0.3341847F,  1.479378F,    0.2324456F,
               -0.04056191F, -0.16151653F, 0.8916467F,   0.14807242F,  -0.03716889F, -0.15756233F,
               0.84237725F,  0.15868548F,  -0.04326713F, -0.23019527F, 1.2146342F,   0.20120522F});
  check_close(filled(MultiHeadAttention(2, 3))(query, value, {.use_causal_mask = true}),
              {0.11372322F,  -0.38765746F, 1.6642733F,   0.19574362F,  -0.13167772F, -0.14711781F,
               0.3836078F,   0.5281027F,   0.05546004F,  -0.3341847F,  1.479378F,    0.2324456F,
               -0.05125272F, 0.00968598F,  0.25169128F,  -0.05800843F, -0.03716889F, -0.15756233F,
               0.84237725F,  0.15868548F,  -0.04326713F, -0.23019527F, 1.2146342F,   0.20120522F});
  const auto [y, scores] =
      filled(MultiHeadAttention(2, 3))
          .call<2>(query, value, {.return_attention_scores = true, .use_causal_mask = true});
  check_close(y,
              {0.11372322F,  -0.38765746F, 1.6642733F,   0.19574362F,  -0.13167769F, -0.14711784F,
               0.3836078F,   0.5281027F,   0.05546004F,  -0.3341847F,  1.479378F,    0.2324456F,
               -0.05125272F, 0.00968598F,  0.25169128F,  -0.05800843F, -0.03716889F, -0.15756233F,
               0.84237725F,  0.15868548F,  -0.04326713F, -0.23019527F, 1.2146342F,   0.20120522F});
  check_close(scores, {1, 0, 0.45811996F, 0.5418801F,  0.90900004F, 0.09099996F,
                       1, 0, 0.35017356F, 0.6498264F,  0.9153594F,  0.08464061F,
                       1, 0, 0.53609675F, 0.46390322F, 0.41335958F, 0.5866404F,
                       1, 0, 0.5031744F,  0.49682555F, 0.17384095F, 0.826159F});
}

TEST_CASE("MultiHeadAttention under masks, with a gate and a window") {
  check_close(filled(MultiHeadAttention(2, 3, {.output_shape = 5, .use_gate = true}))(
                  query, value, {.value_mask = value_mask}),
              {-0.4328675F,  0.22126776F,  0.11184804F, 0.07610658F, -0.49289593F, -0.60964537F,
               0.36364192F,  -0.01392113F, 0.08743501F, -0.4288415F, -0.4268887F,  0.17804208F,
               -0.01558493F, 0.17597109F,  -0.3509592F, -0.4135549F, 0.1736815F,   0.02501394F,
               0.16719174F,  -0.2456244F,  -0.4902513F, 0.2349955F,  -0.10555524F, 0.2597553F,
               -0.15212736F, -0.40965277F, 0.07243712F, 0.08309792F, 0.23602644F,  -0.29535165F});
  check_close(filled(MultiHeadAttention(2, 3, {.sliding_window = 1}))(
                  query, value, {.attention_mask = ops::ones({2, 3, 2}, {.dtype = "bool"})}),
              {0.11372322F,  -0.38765746F, 1.6642733F,   0.19574362F,  -0.47786692F, 0.1626323F,
               -0.45364904F, 0.6536061F,   -0.18207183F, -0.11251257F, 0.6053121F,   0.42467487F,
               -0.05125272F, 0.00968598F,  0.25169128F,  -0.05800843F, -0.01736981F, -0.34065902F,
               1.4475312F,   0.41441372F,  -0.03431132F, -0.16548653F, 0.8496112F,   0.17820263F});
}

TEST_CASE("GroupQueryAttention") {
  const auto layer = filled(GroupQueryAttention(3, 4, 2));
  check_close(layer(query, value, {.use_causal_mask = true}),
              {1.1093382F,   0.85942775F,  0.24379723F, -0.130871F,   0.4520626F,   0.87203234F,
               -0.11732193F, 0.19444925F,  0.8489528F,  0.32336688F,  -0.03232005F, 0.28741658F,
               0.01554579F,  0.10072978F,  -0.2748031F, -0.09157866F, 0.56503296F,  0.7439365F,
               -0.05298318F, -0.03292179F, 0.6299013F,  0.67542344F,  -0.10694486F, -0.08476353F});
  const auto [y, scores] = layer.call<2>(query, value, {.return_attention_scores = true});
  check_close(y,
              {0.27866602F,  0.7063469F,   -0.1671001F,  0.29175153F,  0.4520626F,   0.87203234F,
               -0.11732196F, 0.19444922F,  0.8489528F,   0.32336688F,  -0.03232005F, 0.28741658F,
               0.36170357F,  0.63225704F,  -0.03800212F, -0.01856339F, 0.56503284F,  0.7439365F,
               -0.05298324F, -0.03292173F, 0.6299013F,   0.67542356F,  -0.10694492F, -0.08476353F});
  check_close(
      scores,
      {0.5930356F,  0.40696442F, 0.6898552F,  0.31014478F, 0.6589181F,  0.34108195F, 0.49140963F,
       0.50859034F, 0.6499699F,  0.35003012F, 0.36868846F, 0.6313116F,  0.5622969F,  0.4377031F,
       0.7342121F,  0.2657879F,  0.57526517F, 0.42473486F, 0.49336198F, 0.506638F,   0.5979104F,
       0.40208963F, 0.7737125F,  0.2262875F,  0.4780227F,  0.52197737F, 0.44977158F, 0.5502284F,
       0.5957316F,  0.40426832F, 0.44923595F, 0.5507641F,  0.40166456F, 0.59833544F, 0.46890548F,
       0.53109455F, 0.43547037F, 0.5645296F,  0.3180356F,  0.6819644F,  0.39880785F, 0.6011922F,
       0.5441812F,  0.45581874F, 0.33559352F, 0.66440654F, 0.28835016F, 0.71164984F});
}

TEST_CASE("Attention") {
  const Attention layer;
  const auto y = layer({query, value}, {.mask = {query_mask, value_mask}, .use_causal_mask = true});
  check_close(y, {1,
                  0.5403023F,
                  -0.4161468F,
                  -0.9899925F,
                  1,
                  0.5403023F,
                  -0.4161468F,
                  -0.9899925F,
                  0,
                  0,
                  0,
                  0,
                  -0.14550003F,
                  -0.91113025F,
                  -0.8390715F,
                  0.0044257F,
                  0,
                  0,
                  0,
                  0,
                  0.79965806F,
                  0.8262083F,
                  0.0931464F,
                  -0.7255538F});
  CHECK(graph::mask_of(y).defined());
  const auto [z, scores] = layer.call<2>({query, value}, {.return_attention_scores = true});
  check_close(z,
              {-0.29435018F, 0.33942333F, 0.66113263F,  0.3749996F,   -0.49721065F, 0.30794007F,
               0.8299721F,   0.5889316F,  0.97638416F,  0.5366372F,   -0.3964915F,  -0.9650878F,
               0.5162309F,   0.30522773F, -0.18640037F, -0.50665283F, -0.09294246F, -0.81452185F,
               -0.7872336F,  -0.0361664F, 0.79965806F,  0.8262083F,   0.0931464F,   -0.7255538F});
  check_close(scores, {0.21727377F, 0.78272617F, 0.09459897F, 0.90540105F, 0.9857189F, 0.01428109F,
                       0.3311485F, 0.6688515F, 0.94687694F, 0.05312312F, 0.04467149F, 0.9553285F});
}

TEST_CASE("the weights of attention have Keras's paths") {
  const auto layer = filled(MultiHeadAttention(2, 3));
  std::vector<std::string> attributes;
  for (const auto& child : layer.impl()->children()) attributes.push_back(child.attribute);
  CHECK(attributes ==
        std::vector<std::string>{"query_dense", "key_dense", "value_dense", "output_dense"});
}

TEST_CASE("flags of a call may be 0 and 1, as in Python") {
  const auto called = [](const Value& causal) {
    CallOptions options;
    options.arguments.set("use_causal_mask", causal);
    return Attention().call_all(std::vector<Tensor>{query, value}, options)[0].to_vector<float>();
  };
  CHECK(called(1) == called(true));
  CHECK(called(0) == called(false));
  CHECK(called(1) != called(0));
}

TEST_CASE("MultiHeadAttention regularizes its projections, GroupQueryAttention itself too") {
  const auto x = ops::ones({1, 1, 1});
  const auto losses = [&](const QueryValueLayer& attention) {
    const LossCollector collector;
    attention(x, x);
    std::vector<float> losses;
    for (const auto& loss : collector.losses()) losses.push_back(float(loss));
    return losses;
  };
  const regularizers::L1 l1(0.5);
  CHECK(losses(
            MultiHeadAttention(1, 1, {.kernel_initializer = "ones", .activity_regularizer = l1})) ==
        std::vector<float>{0.5F, 0.5F, 0.5F, 0.5F});
  CHECK(losses(GroupQueryAttention(1, 1, 1,
                                   {.kernel_initializer = "ones", .activity_regularizer = l1})) ==
        std::vector<float>{0.5F, 0.5F, 0.5F, 0.5F, 0.5F});
}

TEST_CASE("attention refuses what makes no sense") {
  CHECK_THROWS_AS(MultiHeadAttention(0, 3), ValueError);
  CHECK_THROWS_AS(MultiHeadAttention(2, 3, {.dropout = 2}), ValueError);
  CHECK_THROWS_AS(MultiHeadAttention(2, 3, {.dropout = 0.1, .flash_attention = true}), ValueError);
  CHECK_THROWS_AS(MultiHeadAttention(2, 3, {.sliding_window = 0}), ValueError);
  CHECK_THROWS_AS(GroupQueryAttention(3, 4, 3), ValueError);
  CHECK_THROWS_AS(Attention({.score_mode = "sum"}), ValueError);
  CHECK_THROWS_AS(Attention()(query), ValueError);
}

}  // namespace
}  // namespace keras
