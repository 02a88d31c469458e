// The effects that are made of other layers.
#include <algorithm>
#include <cmath>

#include "keras/layers/preprocessing/equalization.hpp"
#include "keras/layers/preprocessing/image_effect.hpp"
#include "keras/layers/preprocessing/random_affine.hpp"
#include "keras/layers/preprocessing/random_color.hpp"

namespace keras::layers {
namespace {

/// The layers that images are changed by, made from the arguments of the whole.
template <class Whole>
class Parts {
 public:
  explicit Parts(const Whole& whole) : whole_(whole) {}

  template <class Layer, class Options>
  void add(Options options) {
    if constexpr (requires { options.value_range; }) options.value_range = whole_.value_range;
    if constexpr (requires { options.interpolation; }) options.interpolation = whole_.interpolation;
    layers_.push_back(
        Layer(like_part(std::move(options), whole_, static_cast<int>(layers_.size()))));
  }
  void add_moves() {
    const auto& factor = whole_.factor;
    add<RandomShear>(RandomShearOptions{.x_factor = factor, .y_factor = factor});
    add<RandomTranslation>(
        RandomTranslationOptions{.height_factor = factor, .width_factor = factor});
    add<RandomRotation>(RandomRotationOptions{.factor = factor});
  }
  void add_tones() {
    const auto& factor = whole_.factor;
    const double bits = std::max(1.0, std::floor(8 * factor.high()));
    add<RandomPosterization>(RandomPosterizationOptions{.factor = bits});
    add<Solarization>(SolarizationOptions{.addition_factor = factor, .threshold_factor = factor});
    add<AutoContrast>(AutoContrastOptions());
    add<Equalization>(EqualizationOptions());
  }
  void add_colors() {
    const auto& factor = whole_.factor;
    add<RandomBrightness>(RandomBrightnessOptions{.factor = factor});
    add<RandomColorDegeneration>(RandomColorDegenerationOptions{.factor = factor});
    add<RandomContrast>(RandomContrastOptions{.factor = factor});
    add<RandomSharpness>(RandomSharpnessOptions{.factor = factor});
  }
  const std::vector<Layer>& layers() const { return layers_; }

 private:
  const Whole& whole_;
  std::vector<Layer> layers_;
};

ImageChange change_of(const Layer& part, const Tensor& images) {
  return dynamic_cast<ChangesImages&>(*part.impl()).change(images);
}

struct RandAugmentImpl final : ImageEffect<RandAugmentOptions, false> {
  std::vector<Layer> parts;

  explicit RandAugmentImpl(RandAugmentOptions o) : ImageEffect("RandAugment", std::move(o)) {
    if (options.num_ops < 0)
      fail("layers.RandAugment: num_ops must not be negative; received num_ops=", options.num_ops);
    Parts all(options);
    all.add_moves();
    all.add_colors();
    all.add_tones();
    parts = all.layers();
  }
  ImageChange change(const Tensor& images) override {
    const auto count = static_cast<int>(parts.size());
    std::vector<Tensor> drawn;
    for (int i = 0; i < options.num_ops; ++i)
      drawn.push_back(random::randint({}, 0, count, {.seed = generator}));
    std::vector<ImageChange> changes;
    for (const auto& part : parts) changes.push_back(change_of(part, images));
    const auto with = [=](ImageChange::Part ImageChange::*of) {
      return [=](const Tensor& x) { return changed(x, drawn, changes, of); };
    };
    return {.images = with(&ImageChange::images),
            .masks = with(&ImageChange::masks),
            .boxes = [=](const Dict& x) { return changed_boxes(x, drawn, changes); }};
  }
  /// Images or masks changed by the parts that were drawn, in this order.
  static Tensor changed(const Tensor& x, const std::vector<Tensor>& drawn,
                        const std::vector<ImageChange>& changes,
                        ImageChange::Part ImageChange::*of) {
    auto y = x;
    for (const auto& number : drawn) {
      auto next = y;
      for (std::size_t k = 0; k < changes.size(); ++k)
        next = ops::where(number == static_cast<int>(k), (changes[k].*of)(y), next);
      y = next;
    }
    return y;
  }
  /// As in Keras, boxes go through the parts in the order of these, each once.
  static Dict changed_boxes(Dict boxes, const std::vector<Tensor>& drawn,
                            const std::vector<ImageChange>& changes) {
    for (std::size_t k = 0; k < changes.size(); ++k) {
      auto next = changes[k].boxes(boxes);
      for (const auto& number : drawn)
        for (const auto* name : {"boxes", "labels"})
          boxes[name] = ops::where(number == static_cast<int>(k), next[name], boxes[name]);
    }
    return boxes;
  }
};

struct AugMixImpl final : ImageEffect<AugMixOptions, false> {
  std::vector<Layer> parts;

  explicit AugMixImpl(AugMixOptions o) : ImageEffect("AugMix", std::move(o)) {
    if (options.num_chains < 1 || options.chain_depth < 0 || options.alpha <= 0)
      fail("layers.AugMix: num_chains and alpha must be positive and chain_depth not negative; ",
           "received num_chains=", options.num_chains, ", chain_depth=", options.chain_depth,
           ", alpha=", options.alpha);
    Parts all(options);
    all.add_moves();
    all.add_tones();
    if (options.all_ops) all.add_colors();
    parts = all.layers();
  }
  ImageChange change(const Tensor& images) override {
    const auto drawn = random::gamma({options.num_chains}, options.alpha, {.seed = generator});
    const auto shares = ops::cast(drawn / ops::sum(drawn), images.dtype());
    const auto kept = random::beta({}, options.alpha, options.alpha,
                                   {.dtype = images.dtype(), .seed = generator});
    std::vector<std::vector<ImageChange>> chains;
    for (int i = 0; i < options.num_chains; ++i) chains.push_back(chain(images));
    const auto mixed = [=](const Tensor& x, ImageChange::Part ImageChange::*of) {
      Tensor sum = ops::zeros_like(x);
      for (std::size_t i = 0; i < chains.size(); ++i) {
        auto y = x;
        for (const auto& link : chains[i]) y = (link.*of)(y);
        sum = sum + y * shares[static_cast<int>(i)];
      }
      return kept * x + (1 - kept) * sum;
    };
    return {
        .images = [=, this](const Tensor& x) { return clipped(mixed(x, &ImageChange::images)); },
        .masks = [=](const Tensor& x) { return mixed(x, &ImageChange::masks); }};
  }
  /// As in Keras, which parts a chain has is drawn when it is traced.
  std::vector<ImageChange> chain(const Tensor& images) const {
    std::vector<ImageChange> links;
    for (int i = 0; i < options.chain_depth; ++i) {
      const auto number = static_cast<std::size_t>(random::draw_seed()) % (parts.size() + 1);
      if (number < parts.size()) links.push_back(change_of(parts[number], images));
    }
    return links;
  }
};

}  // namespace

RandAugment::RandAugment(RandAugmentOptions options)
    : Layer(std::make_shared<RandAugmentImpl>(std::move(options))) {}

AugMix::AugMix(AugMixOptions options) : Layer(std::make_shared<AugMixImpl>(std::move(options))) {}

}  // namespace keras::layers
