// Internal: what the layers share that change images at random, for their sources.
#pragma once
#include <functional>
#include <utility>

#include "keras/data/bounding_boxes.hpp"
#include "keras/layers/data_format.hpp"
#include "keras/layers/layer_define.hpp"
#include "keras/layers/preprocessing/factor.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/random/random.hpp"

namespace keras::layers {

/// What one call does to images (batch, height, width, channels) and to what belongs to them; what
/// is not said stays as it is.
struct ImageChange {
  using Part = std::function<Tensor(const Tensor&)>;
  static Tensor same(const Tensor& x) { return x; }

  Part images = same;
  Part masks = same;   ///< (batch, height, width, channels)
  Part labels = same;  ///< (batch, ...)
  /// {"boxes": (batch, n, 4), "labels": (batch, n)} in the format of the layer.
  std::function<Dict(const Dict&)> boxes = [](const Dict& x) { return x; };
};

/// The sides of images, for formats of boxes.
using Sides = utils::bounding_boxes::ConvertFormatOptions;
Sides sides_of(const Tensor& images);

/// The boxes of one image or several as those of several, float32; `layer` is for errors.
Dict framed_boxes(const std::string& layer, Dict boxes, bool one);
Dict unframed_boxes(Dict boxes, bool one);
/// Boxes in corners without what lies outside of images.
Dict clipped_boxes(const Dict& boxes, const Sides& sides, const char* format = "xyxy");
/// For `ImageChange::boxes` of a layer after which nobody knows where things are.
std::function<Dict(const Dict&)> refused_boxes(const std::string& layer);

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
    if (const auto& format = options.bounding_box_format;
        format && !utils::bounding_boxes::is_format(*format))
      fail("layers.", name, ": unknown bounding_box_format ", quoted(*format),
           suggestion(*format, utils::bounding_boxes::formats()));
  }

  /// Keras saves the format only where there is one.
  Object config() const override {
    auto config = LayerOf<Options>::config();
    if (!options.bounding_box_format) config.erase("bounding_box_format");
    return config;
  }

  Tensors call(const Tensors& inputs, CallContext& context) override {
    if (inputs.kind() != Tensors::Kind::dict) return LayerOf<Options>::call(inputs, context);
    auto data = inputs.dict();
    if (!data.contains("images"))
      fail(path(), ": a dict must have images; received ", inputs.names());
    const auto images = framed(data["images"], context);
    const auto rank = data["images"].rank();
    const auto change = change_in(context, images);
    data["images"] = unframed(change.images(images), rank);
    follow(change, data, rank);
    return data;
  }
  Tensor call(const Tensor& x, CallContext& context) override {
    const auto images = framed(x, context);
    return unframed(change_in(context, images).images(images), x.rank());
  }

  /// By default `augmented`, which draws for itself.
  ImageChange change(const Tensor&) override {
    return {.images = [this](const Tensor& images) { return augmented(images); }};
  }
  /// What is done where the layer leaves images as they are.
  virtual ImageChange no_change(const Tensor& /*images*/) { return {}; }
  /// What becomes of images, whose channels are last, where nothing else follows them.
  virtual Tensor augmented(const Tensor& images) { return images; }
  virtual bool only_in_training() const { return true; }
  /// Whether images of whole numbers stay so where nothing random happens.
  virtual bool keeps_whole_numbers() const { return true; }

  /// Changes what belongs to images of this rank.
  void follow(const ImageChange& change, Dict& data, int rank) const {
    const bool one = rank == 3;
    if (data.contains("segmentation_masks")) {
      auto& masks = data["segmentation_masks"];
      masks = unframed(change.masks(framed(masks)), rank);
    }
    if (data.contains("labels")) {
      auto& labels = data["labels"];
      const auto changed = change.labels(one ? ops::expand_dims(labels, 0) : labels);
      labels = one ? ops::squeeze(changed, {.axis = 0}) : changed;
    }
    if (!data.contains("bounding_boxes")) return;
    if (!options.bounding_box_format)
      fail(path(), ": bounding boxes need bounding_box_format, such as 'xyxy'; received None");
    auto& boxes = data.dict("bounding_boxes");
    boxes = unframed_boxes(change.boxes(framed_boxes(path(), boxes, one)), one);
  }
  bool rests(const CallContext& context) const {
    return only_in_training() && context.training_given && !context.training;
  }
  ImageChange change_in(const CallContext& context, const Tensor& images) {
    return rests(context) ? no_change(images) : change(images);
  }
  /// Images in the dtype in which the layer changes them, or leaves them as they are.
  Tensor framed(const Tensor& x, const CallContext& context) const {
    if (x.rank() != 3 && x.rank() != 4)
      fail(path(), ": the input must be an image or images; received shape ", x.shape());
    const bool whole = keeps_whole_numbers() && (rests(context) || !only_in_training());
    return framed(whole ? x : computed(x));
  }
  Tensor computed(const Tensor& x) const { return ops::cast(x, this->policy.compute_dtype()); }
  /// One image or several, wherever the channels are, as several with the channels last.
  Tensor framed(const Tensor& x) const {
    const auto images = x.rank() == 3 ? ops::expand_dims(x, 0) : x;
    return channels_first() ? ops::moveaxis(images, 1, -1) : images;
  }
  Tensor unframed(const Tensor& x, int rank) const {
    const auto images = channels_first() ? ops::moveaxis(x, -1, 1) : x;
    return rank == 3 ? ops::squeeze(images, {.axis = 0}) : images;
  }
  /// Boxes of the layer's format in another one, and back.
  Dict boxes_in(const char* format, const Dict& boxes, const Sides& sides) const {
    return convert_format(boxes, *options.bounding_box_format, format, sides);
  }
  Dict boxes_from(const char* format, const Dict& boxes, const Sides& sides) const {
    return convert_format(boxes, format, *options.bounding_box_format, sides);
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
