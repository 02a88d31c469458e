#include "keras/layers/preprocessing/image_effects.hpp"

#include "keras/graph/define.hpp"
#include "keras/layers/preprocessing/image_augmentation.hpp"

namespace keras::layers {
namespace {

/// Training, which does not exist: saved calls say training=true even in models that only predict,
/// so it may be recorded, but not run.
struct Unavailable {
  static constexpr auto name = "image_effect";
  std::string layer;
  Spec infer(const Spec& images) const { return images; }
  void run(const runtime::Cpu&, const View&, const View&) const {
    fail("layers.", layer, ": there is only inference; received training=true");
  }
};

/// An effect that is known outside of training only. `keeps`: whether whole numbers stay so.
template <class Options, bool keeps>
struct EffectImpl final : ImageAugmentation<Options> {
  using ImageAugmentation<Options>::options;

  EffectImpl(const char* name, double least, Options o)
      : ImageAugmentation<Options>(name, std::move(o)) {
    if constexpr (requires { options.factor; }) settle("factor", options.factor, least);
    if constexpr (requires { options.scale.low(); }) settle("scale", options.scale, 0);
    if constexpr (requires { options.sigma; }) options.sigma = options.sigma.around_zero(0);
  }
  void settle(const char* argument, Factor& factor, double least) const {
    this->check_factor(argument, factor, least, 1);
    factor = factor.around_zero(least);
  }
  bool keeps_whole_numbers() const override { return keeps; }
  Tensor augmented(const Tensor& images) override {
    return graph::apply(Unavailable{this->class_name}, images);
  }
};

}  // namespace

RandomPerspective::RandomPerspective(RandomPerspectiveOptions options)
    : Layer(std::make_shared<EffectImpl<RandomPerspectiveOptions, false>>("RandomPerspective", 0,
                                                                          std::move(options))) {}

RandomElasticTransform::RandomElasticTransform(RandomElasticTransformOptions options)
    : Layer(std::make_shared<EffectImpl<RandomElasticTransformOptions, false>>(
          "RandomElasticTransform", 0, std::move(options))) {}

RandomErasing::RandomErasing(RandomErasingOptions options)
    : Layer(std::make_shared<EffectImpl<RandomErasingOptions, false>>("RandomErasing", 0,
                                                                      std::move(options))) {}

RandomGaussianBlur::RandomGaussianBlur(RandomGaussianBlurOptions options)
    : Layer(std::make_shared<EffectImpl<RandomGaussianBlurOptions, false>>("RandomGaussianBlur", 0,
                                                                           std::move(options))) {}

RandomHue::RandomHue(RandomHueOptions options)
    : Layer(std::make_shared<EffectImpl<RandomHueOptions, true>>("RandomHue", 0,
                                                                 std::move(options))) {}
RandomHue::RandomHue(Factor factor, RandomHueOptions options)
    : RandomHue((options.factor = factor, std::move(options))) {}

RandomSaturation::RandomSaturation(RandomSaturationOptions options)
    : Layer(std::make_shared<EffectImpl<RandomSaturationOptions, true>>("RandomSaturation", -1,
                                                                        std::move(options))) {}
RandomSaturation::RandomSaturation(Factor factor, RandomSaturationOptions options)
    : RandomSaturation((options.factor = factor, std::move(options))) {}

RandomSharpness::RandomSharpness(RandomSharpnessOptions options)
    : Layer(std::make_shared<EffectImpl<RandomSharpnessOptions, false>>("RandomSharpness", 0,
                                                                        std::move(options))) {}
RandomSharpness::RandomSharpness(Factor factor, RandomSharpnessOptions options)
    : RandomSharpness((options.factor = factor, std::move(options))) {}

RandomColorJitter::RandomColorJitter(RandomColorJitterOptions options)
    : Layer(std::make_shared<EffectImpl<RandomColorJitterOptions, true>>("RandomColorJitter", 0,
                                                                         std::move(options))) {}

AugMix::AugMix(AugMixOptions options)
    : Layer(std::make_shared<EffectImpl<AugMixOptions, false>>("AugMix", 0, std::move(options))) {}

RandAugment::RandAugment(RandAugmentOptions options)
    : Layer(std::make_shared<EffectImpl<RandAugmentOptions, false>>("RandAugment", 0,
                                                                    std::move(options))) {}

CutMix::CutMix(CutMixOptions options)
    : Layer(std::make_shared<EffectImpl<CutMixOptions, false>>("CutMix", 0, std::move(options))) {}

MixUp::MixUp(MixUpOptions options)
    : Layer(std::make_shared<EffectImpl<MixUpOptions, true>>("MixUp", 0, std::move(options))) {}

}  // namespace keras::layers

template struct keras::Definition<keras::Layer, keras::layers::RandomPerspective,
                                  keras::layers::RandomPerspectiveOptions>;
template struct keras::Definition<keras::Layer, keras::layers::RandomElasticTransform,
                                  keras::layers::RandomElasticTransformOptions>;
template struct keras::Definition<keras::Layer, keras::layers::RandomErasing,
                                  keras::layers::RandomErasingOptions>;
template struct keras::Definition<keras::Layer, keras::layers::RandomGaussianBlur,
                                  keras::layers::RandomGaussianBlurOptions>;
template struct keras::Definition<keras::Layer, keras::layers::RandomHue,
                                  keras::layers::RandomHueOptions>;
template struct keras::Definition<keras::Layer, keras::layers::RandomSaturation,
                                  keras::layers::RandomSaturationOptions>;
template struct keras::Definition<keras::Layer, keras::layers::RandomSharpness,
                                  keras::layers::RandomSharpnessOptions>;
template struct keras::Definition<keras::Layer, keras::layers::RandomColorJitter,
                                  keras::layers::RandomColorJitterOptions>;
template struct keras::Definition<keras::Layer, keras::layers::AugMix,
                                  keras::layers::AugMixOptions>;
template struct keras::Definition<keras::Layer, keras::layers::RandAugment,
                                  keras::layers::RandAugmentOptions>;
template struct keras::Definition<keras::Layer, keras::layers::CutMix,
                                  keras::layers::CutMixOptions>;
template struct keras::Definition<keras::Layer, keras::layers::MixUp, keras::layers::MixUpOptions>;
