// Internal: what the layers share that change images at random, for their sources.
#pragma once
#include <functional>
#include <utility>

#include "keras/layers/data_format.hpp"
#include "keras/layers/layer_define.hpp"
#include "keras/layers/preprocessing/factor.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/random/random.hpp"

namespace keras::layers {

/// What one call does to images, channels last.
struct ImageChange {
  std::function<Tensor(const Tensor&)> images;
};

/// A layer that changes images: what other layers are made of.
struct ChangesImages {
  ChangesImages() = default;
  ChangesImages(const ChangesImages&) = delete;
  ChangesImages& operator=(const ChangesImages&) = delete;
  virtual ~ChangesImages() = default;
  /// Draws what becomes of such images.
  virtual ImageChange change(const Tensor& images) = 0;
};

/// A layer that changes images (batch, height, width, channels), or one image: in training and
/// where nobody says whether it is training, or always.
template <class Options>
struct ImageAugmentation : LayerOf<Options>, ChangesImages {
  using LayerOf<Options>::options;
  using LayerOf<Options>::path;
  random::SeedGenerator generator;

  ImageAugmentation(const char* name, Options o)
      : LayerOf<Options>(name, std::move(o)), generator(seed_of(options)) {
    options.data_format = checked_data_format(options.data_format, name);
  }

  Tensor call(const Tensor& x, CallContext& context) override {
    if (x.rank() != 3 && x.rank() != 4)
      fail(path(), ": the input must be an image or images; received shape ", x.shape());
    const bool still = only_in_training() && context.training_given && !context.training;
    if (still) return prepared(x, still);
    const auto images = framed(prepared(x, still));
    return unframed(change(images).images(images), x.rank());
  }

  /// By default `augmented`, which draws for itself.
  ImageChange change(const Tensor&) override {
    return {[this](const Tensor& images) { return augmented(images); }};
  }
  /// What becomes of images, whose channels are last, where nothing else follows them.
  virtual Tensor augmented(const Tensor& images) { return images; }
  virtual bool only_in_training() const { return true; }
  /// Whether images of whole numbers stay so where nothing random happens.
  virtual bool keeps_whole_numbers() const { return true; }

  /// Images in the dtype in which the layer changes them, or leaves them as they are.
  Tensor prepared(const Tensor& x, bool still) const {
    const bool whole = keeps_whole_numbers() && (still || !only_in_training());
    return whole ? x : ops::cast(x, this->policy.compute_dtype());
  }
  /// One image or several, wherever the channels are, as several with the channels last.
  Tensor framed(const Tensor& x) const {
    const auto images = x.rank() == 3 ? ops::expand_dims(x, 0) : x;
    return channels_first() ? ops::moveaxis(images, 1, -1) : images;
  }
  Tensor unframed(const Tensor& x, int rank) const {
    const auto images = channels_first() ? ops::moveaxis(x, -1, 1) : x;
    return rank == 3 ? ops::squeeze(images, {.axis = 0}) : images;
  }
  bool channels_first() const { return options.data_format == "channels_first"; }

  /// A number of [low, high) for each image, of shape (batch, 1, 1, 1).
  Tensor draw(const Tensor& images, double low, double high) const {
    return random::uniform(
        {images.shape(0), 1, 1, 1},
        {.minval = low, .maxval = high, .dtype = this->policy.compute_dtype(), .seed = generator});
  }
  Tensor draw(const Tensor& images, const Factor& range) const {
    return draw(images, range.low(), range.high());
  }

  void check_factor(const char* argument, const Factor& factor, double least, double most) const {
    if (!factor.within(least, most))
      fail("layers.", this->class_name, ": ", argument, " must be in [", least, ", ", most,
           "]; received ", argument, "=", to_value(factor));
  }
  void check_one_of(const char* argument, const std::string& value,
                    std::initializer_list<const char*> known) const {
    std::string list;
    for (const auto* name : known) {
      if (value == name) return;
      list += text(list.empty() ? "" : ", ", quoted(name));
    }
    fail("layers.", this->class_name, ": ", argument, " must be one of ", list, "; received ",
         argument, "=", quoted(value));
  }

 private:
  static std::optional<std::int64_t> seed_of(const Options& options) {
    if constexpr (requires { options.seed; }) return options.seed;
    return {};
  }
};

}  // namespace keras::layers
