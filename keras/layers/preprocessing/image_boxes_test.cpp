// Bounding boxes, masks and labels that go with images: what keras 3.15.1 on JAX answers, and that
// all of them follow the same draw.
#include <doctest/doctest.h>

#include "keras/core/refusal_test.hpp"
#include "keras/data/bounding_boxes.hpp"
#include "keras/layers/preprocessing/equalization.hpp"
#include "keras/layers/preprocessing/image_effects.hpp"
#include "keras/layers/preprocessing/max_num_bounding_boxes.hpp"
#include "keras/layers/preprocessing/pipeline.hpp"
#include "keras/layers/preprocessing/random_affine.hpp"
#include "keras/layers/preprocessing/random_color.hpp"
#include "keras/layers/preprocessing/random_flip.hpp"
#include "keras/layers/preprocessing/rescaling.hpp"
#include "keras/layers/preprocessing/resizing.hpp"
#include "keras/models/model.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operators.hpp"
#include "keras/random/seed_generator.hpp"

namespace keras::layers {
namespace {

void check(const Tensor& actual, const std::vector<double>& expected) {
  const auto values = actual.to_vector<double>();
  REQUIRE(values.size() == expected.size());
  for (std::size_t i = 0; i < values.size(); ++i)
    CHECK(values[i] == doctest::Approx(expected[i]).epsilon(1e-4).scale(1));
}

Dict boxes_in(const std::string& format) {
  const Tensor boxes(std::vector<float>{1, 1, 4, 5, 0, 2, 3, 6, 2, 2, 5, 7, 0, 0, 6, 8}, {2, 2, 4});
  return {{"boxes",
           utils::bounding_boxes::convert_format(boxes, "xyxy", format, {.height = 8, .width = 6})},
          {"labels", Tensor(std::vector<int>{1, 2, 3, 4}, {2, 2})}};
}

/// Two images of 8 rows and 6 columns with boxes, and masks 0, 1, 2, 0, 1, 2, ...
Dict data_in(const std::string& format) {
  const auto numbers = ops::reshape(ops::arange(96), {2, 8, 6, 1});
  return {{"images", ops::cast(numbers, "float32")},
          {"bounding_boxes", boxes_in(format)},
          {"segmentation_masks", ops::cast(numbers % 3, "uint8")}};
}

Dict changed(const Layer& layer, const Dict& data, bool training = true) {
  return layer.call_all(data, {.training = training}).dict();
}

/// The sum of the masks times their places, of which each image has its own.
double weighted(const Tensor& masks) {
  const auto x = ops::ravel(ops::cast(masks, "float32"));
  return double(ops::sum(x * ops::arange(x.size())));
}

struct Golden {
  Layer layer;
  std::vector<double> boxes;
  double masks;
  std::vector<double> labels = {1, 2, 3, 4};
  bool training = true;
};

void check_all(const std::string& format, const std::vector<Golden>& rows) {
  for (const auto& row : rows) {
    CAPTURE(row.layer.name());
    const auto y = changed(row.layer, data_in(format), row.training);
    check(y.dict("bounding_boxes")["boxes"], row.boxes);
    check(y.dict("bounding_boxes")["labels"], row.labels);
    CHECK(weighted(y["segmentation_masks"]) == doctest::Approx(row.masks).epsilon(1e-4));
  }
}

/// Four images of 64 x 64 with a bright box each, the box, and a mask that is 1 there.
Dict bright() {
  const auto place = ops::arange(64);
  const auto row = ops::reshape(ops::logical_and(place >= 24, place < 36), {1, 64, 1, 1});
  const auto column = ops::reshape(ops::logical_and(place >= 26, place < 42), {1, 1, 64, 1});
  const auto mask = ops::broadcast_to(ops::logical_and(row, column), {4, 64, 64, 1});
  const Tensor box(std::vector<float>{26, 24, 42, 36}, {1, 1, 4});
  return {{"images", ops::tile(ops::cast(mask, "float32") * 255, {1, 1, 1, 3})},
          {"bounding_boxes", Dict{{"boxes", ops::broadcast_to(box, {4, 1, 4})},
                                  {"labels", ops::ones({4, 1}, {"int32"})}}},
          {"segmentation_masks", ops::cast(mask, "uint8")}};
}

/// The box around the places of a mask (height, width, 1) that are not 0.
std::vector<double> extent(const Tensor& mask) {
  const auto along = [&](int axis) {
    const auto any = ops::ravel(ops::max(mask, {.axis = axis})).to_vector<double>();
    double first = static_cast<double>(any.size()), behind = 0;
    for (std::size_t i = 0; i < any.size(); ++i)
      if (any[i] > 0) first = std::min(first, double(i)), behind = double(i) + 1;
    return std::pair(first, behind);
  };
  const auto [left, right] = along(0);
  const auto [top, bottom] = along(1);
  return {left, top, right, bottom};
}

}  // namespace

TEST_CASE("boxes are cropped from and to each format as Keras does") {
  const std::vector<double> wanted = {0, 0, 3, 3, 0, 0, 2, 4, 1, 0, 4, 4, 0, 0, 4, 4};
  for (const auto& format : utils::bounding_boxes::formats()) {
    CAPTURE(format);
    const auto y = changed(CenterCrop(4, 4, {.bounding_box_format = format}), data_in(format));
    const auto back = utils::bounding_boxes::convert_format(y.dict("bounding_boxes"), format,
                                                            "xyxy", {.height = 4, .width = 4});
    check(back["boxes"], wanted);
    CHECK(weighted(y["segmentation_masks"]) == 488);
    CHECK(y["segmentation_masks"].dtype() == DType("float32"));
  }
}

TEST_CASE("boxes in pixels change with images as Keras does") {
  const std::optional<std::string> f = "xyxy";
  check_all(
      *f,
      {{CenterCrop(10, 4, {.bounding_box_format = f}),
        {0, 1.25, 4, 6.25, 0, 2.5, 2.666667, 7.5, 1.333333, 2.5, 4, 8.75, 0, 0, 4, 10},
        3027.5},
       {Resizing(4, 4, {.bounding_box_format = f}),
        {2 / 3., 0.5, 8 / 3., 2.5, 0, 1, 2, 3, 4 / 3., 1, 10 / 3., 3.5, 0, 0, 4, 4},
        512},
       {Resizing(5, 9, {.pad_to_aspect_ratio = true, .bounding_box_format = f}),
        {2.625, 0.625, 4.5, 3.125, 2, 1.25, 3.875, 3.75, 3.25, 1.25, 5.125, 4.375, 2, 0, 5.75, 5},
        890},
       {Resizing(5, 9, {.crop_to_aspect_ratio = true, .bounding_box_format = f}),
        {1.5, 0, 6, 4.5, 0, 0, 4.5, 5, 3, 0, 7.5, 5, 0, 0, 9, 5},
        4095},
       {RandomRotation({0.1, 0.1}, {.bounding_box_format = f}),
        {0, 0.5957799, 4.595203, 5.595203, 0, 1.992582, 4.373972, 6.992006, 1.213814, 0.8170117, 6,
         6.625452, 0, 0, 6, 8},
        4392},
       {RandomTranslation({0.25, 0.25}, {-0.5, -0.5}, {.bounding_box_format = f}),
        {0, 3, 1, 7, 0, 4, 0, 8, 0, 4, 2, 8, 0, 2, 3, 8},
        4560,
        {1, -1, 3, 4}},
       {RandomZoom({0.5, 0.5}, {.width_factor = Factor(-0.25, -0.25), .bounding_box_format = f}),
        {0.5, 1.833333, 4.5, 4.5, 0, 2.5, 3.166667, 5.166667, 1.833333, 2.5, 5.833333, 5.833333, 0,
         1.166667, 6, 6.5},
        4544},
       {RandomCrop(4, 9, {.bounding_box_format = f}),
        {0, 1, 1, 5, 0, 2, 0, 6, 0, 2, 2, 7, 0, 0, 3, 8},
        2625.33343},
       {RandomCrop(4, 4, {.bounding_box_format = f}),
        {1, 1, 4, 5, 0, 2, 3, 6, 2, 2, 5, 7, 0, 0, 6, 8},
        376,
        {1, 2, 3, 4},
        false},
       {RandomPerspective({.scale = 0, .bounding_box_format = f}),
        {1, 1, 4, 5, 0, 2, 3, 6, 2, 2, 5, 7, 0, 0, 6, 8},
        4624},
       {MaxNumBoundingBoxes(1, {.bounding_box_format = f}), {1, 1, 4, 5, 2, 2, 5, 7}, 4624, {1, 3}},
       {MaxNumBoundingBoxes(3, {.bounding_box_format = f}),
        {1, 1, 4, 5, 0, 2, 3, 6, -1, -1, -1, -1, 2, 2, 5, 7, 0, 0, 6, 8, -1, -1, -1, -1},
        4624,
        {1, 2, -1, 3, 4, -1}}});
}

TEST_CASE("boxes in shares change with images as Keras does") {
  const std::optional<std::string> f = "rel_center_xywh";
  check_all(
      *f,
      {{Resizing(5, 9, {.pad_to_aspect_ratio = true, .bounding_box_format = f}),
        {0.3958333, 0.375, 0.2083333, 0.5, 0.3263889, 0.5, 0.2083333, 0.5, 0.4652778, 0.5625,
         0.2083333, 0.625, 0.4305556, 0.5, 0.4166667, 1},
        890},
       {RandomRotation({0.1, 0.1}, {.bounding_box_format = f}),
        {0, 0.2778059, 0, 0.0187636, 0, 0.2902491, 0, 0.0183683, 0, 0.2874843, 0, 0.0124432, 0,
         0.2879785, 0, 0.0873001},
        4392,
        {-1, -1, -1, -1}},
       {RandomTranslation({0.25, 0.25}, {-0.5, -0.5}, {.bounding_box_format = f}),
        {0.0833333, 0.625, 0.1666667, 0.5, 0, 0.75, 0, 0.5, 0.1666667, 0.75, 0.3333333, 0.5, 0.25,
         0.625, 0.5, 0.75},
        4560,
        {1, -1, 3, 4}},
       {RandomZoom({0.5, 0.5}, {.width_factor = Factor(-0.25, -0.25), .bounding_box_format = f}),
        {0.4166667, 0.3958333, 0.6666667, 0.3333333, 0.2638889, 0.4791667, 0.5277778, 0.3333333,
         0.6388889, 0.5208333, 0.6666667, 0.4166667, 0.5, 0.4791667, 1, 0.6666667},
        4544},
       {RandomCrop(4, 9, {.bounding_box_format = f}),
        {0.1666667, 0.375, 0.3333333, 0.5, 0.0833333, 0.5, 0.1666667, 0.5, 0.25, 0.5625, 0.5, 0.625,
         0.3333333, 0.5, 0.6666667, 1},
        2625.33343},
       {RandomPerspective({.scale = 0, .bounding_box_format = f}),
        {1, 1, 4, 5, 0, 2, 3, 6, 2, 2, 5, 7, 0, 0, 6, 8},
        4624}});
}

TEST_CASE("boxes that only fill up stay empty") {
  const Tensor boxes(std::vector<float>{-1, -1, -1, -1, 0, 0, 0, 0, 7, 9, 8, 9}, {1, 3, 4});
  const Dict data = {
      {"images", ops::ones({1, 8, 6, 1})},
      {"bounding_boxes",
       Dict{{"boxes", boxes}, {"labels", Tensor(std::vector<int>{1, 2, 3}, {1, 3})}}}};
  const auto y = changed(Resizing(4, 4, {.bounding_box_format = "xyxy"}), data);
  check(y.dict("bounding_boxes")["boxes"], {0, 0, 0, 0, 0, 0, 0, 0, 4, 4, 4, 4});
  check(y.dict("bounding_boxes")["labels"], {-1, -1, -1});
}

TEST_CASE("boxes are flipped and sheared to one of two places") {
  const std::optional<std::string> f = "xyxy";
  const auto found = [](const Layer& layer, std::vector<std::vector<double>> places) {
    std::vector<int> counts(places.size());
    for (int call = 0; call < 20; ++call) {
      const auto boxes = changed(layer, data_in("xyxy")).dict("bounding_boxes")["boxes"][0];
      for (std::size_t i = 0; i < places.size(); ++i) {
        const Tensor place(std::vector<float>(places[i].begin(), places[i].end()), {2, 4});
        counts[i] += double(ops::max(ops::abs(boxes - place))) < 1e-4;
      }
    }
    CHECK(counts[0] + counts[1] == 20);
    CHECK(counts[0] > 0);
    CHECK(counts[1] > 0);
  };
  const std::vector<double> same = {1, 1, 4, 5, 0, 2, 3, 6};
  const auto flip = [&](const char* mode) {
    return RandomFlip(mode, {.seed = 3, .bounding_box_format = f});
  };
  found(flip("horizontal"), {same, {2, 1, 5, 5, 3, 2, 6, 6}});
  found(flip("vertical"), {same, {1, 3, 4, 7, 0, 2, 3, 6}});
  found(flip("horizontal_and_vertical"), {same, {2, 3, 5, 7, 3, 2, 6, 6}});
  found(RandomShear(
            {.x_factor = {0.2, 0.2}, .y_factor = {0.3, 0.3}, .seed = 3, .bounding_box_format = f}),
        {{0.25, 0, 3.85, 4.9, 0, 0.92, 2.7, 6.36}, {1.15, 1.46, 4.75, 6.9, 0.3, 2.12, 3.9, 7.56}});
}

TEST_CASE("boxes and masks follow the same draw") {
  utils::set_random_seed(3);
  const std::optional<std::string> f = "xyxy";
  const auto x = bright();  // pixels are whole, boxes are not: a corner may have no pixel
  for (const Layer& layer : std::vector<Layer>{
           RandomFlip({.bounding_box_format = f}),
           RandomRotation(0.25, {.fill_mode = "constant", .bounding_box_format = f}),
           RandomTranslation(0.2, 0.2, {.fill_mode = "constant", .bounding_box_format = f}),
           RandomZoom(0.3, {.fill_mode = "constant", .bounding_box_format = f}),
           RandomPerspective({.scale = 0.4, .bounding_box_format = f}),
           RandAugment({.num_ops = 1, .factor = 0.1, .bounding_box_format = f}),
           Pipeline({RandomFlip({.bounding_box_format = f}),
                     RandomTranslation(0.1, 0.1, {.bounding_box_format = f})})}) {
    CAPTURE(layer.name());
    const auto y = changed(layer, x);
    for (int i = 0; i < 4; ++i) {
      const auto box = y.dict("bounding_boxes")["boxes"][i][0].to_vector<double>();
      const auto seen = extent(y["segmentation_masks"][i]);
      for (std::size_t side = 0; side < 4; ++side) CHECK(std::abs(box[side] - seen[side]) < 2.5);
    }
  }
}

TEST_CASE("colors change, boxes, masks and labels do not") {
  const std::optional<std::string> f = "xyxy";
  auto x = bright();
  x["labels"] = ops::eye(4);
  const auto tests =
      std::vector<Layer>{RandomBrightness({-0.3, -0.3}, {.bounding_box_format = f}),
                         RandomContrast({0.5, 0.5}, {.bounding_box_format = f}),
                         RandomInvert({.factor = {1, 1}, .bounding_box_format = f}),
                         RandomGrayscale({.factor = 1, .bounding_box_format = f}),
                         RandomPosterization({3, 3}, {.bounding_box_format = f}),
                         RandomColorDegeneration(0.5, {.bounding_box_format = f}),
                         Solarization({.threshold_factor = 0.5, .bounding_box_format = f}),
                         RandomErasing({.bounding_box_format = f}),
                         RandomGaussianBlur({.bounding_box_format = f}),
                         RandomHue(0.5, {.bounding_box_format = f}),
                         RandomSaturation(0.5, {.bounding_box_format = f}),
                         RandomSharpness(0.5, {.bounding_box_format = f}),
                         RandomColorJitter({.brightness_factor = 0.5, .bounding_box_format = f}),
                         AutoContrast({.bounding_box_format = f}),
                         Equalization({.bounding_box_format = f}),
                         ContrastLimitedAdaptiveHistogramEqualization({.bounding_box_format = f})};
  for (const auto& layer : tests) {
    CAPTURE(layer.name());
    const auto y = changed(layer, x);
    CHECK(y["images"].shape() == x["images"].shape());
    CHECK(double(ops::max(ops::abs(y["labels"] - x["labels"]))) == 0);
    CHECK(weighted(y["segmentation_masks"]) == weighted(x["segmentation_masks"]));
    check(y.dict("bounding_boxes")["boxes"][3][0], {26, 24, 42, 36});
    check(y.dict("bounding_boxes")["labels"], {1, 1, 1, 1});
  }
}

TEST_CASE("a random crop moves boxes as Keras does") {
  const auto y =
      changed(RandomCrop(4, 4, {.seed = 5, .bounding_box_format = "xyxy"}), data_in("xyxy"));
  const auto first = int(y["images"](0, 0, 0, 0));
  const double top = first / 6, left = first % 6;
  const auto at = [](double x) { return std::max(x, 0.0); };
  check(y.dict("bounding_boxes")["boxes"][1][0],
        {at(2 - top), at(2 - left), at(5 - top), at(7 - left)});
  CHECK(int(y["segmentation_masks"](0, 0, 0, 0)) == first % 3);
}

TEST_CASE("what is mixed has mixed labels") {
  utils::set_random_seed(3);
  const auto numbers = ops::arange(0, 6, 1, {"float32"});
  const auto x = ops::broadcast_to(ops::reshape(numbers, {6, 1, 1, 1}), {6, 16, 16, 1});
  const Dict data = {{"images", x}, {"labels", ops::eye(6)}, {"segmentation_masks", x}};
  for (const Layer& layer : std::vector<Layer>{MixUp({.alpha = 1}), CutMix()}) {
    CAPTURE(layer.name());
    const auto y = changed(layer, data);
    const auto told = ops::sum(y["labels"] * numbers, {.axis = 1}).to_vector<double>();
    const auto seen = ops::mean(y["images"], {.axis = {1, 2, 3}}).to_vector<double>();
    const auto masked = ops::mean(y["segmentation_masks"], {.axis = {1, 2, 3}}).to_vector<double>();
    // A rectangle has whole pixels: at most one row and one column more or less.
    const double most = layer.class_name() == "CutMix" ? 5 * 33 / 256.0 : 1e-4;
    for (std::size_t i = 0; i < 6; ++i) {
      CHECK(std::abs(told[i] - seen[i]) <= most);
      CHECK(seen[i] == doctest::Approx(masked[i]).epsilon(1e-5));
    }
  }
  const auto boxes =
      changed(MixUp({.bounding_box_format = "xyxy"}), data_in("xyxy")).dict("bounding_boxes");
  CHECK(boxes["boxes"].shape() == Shape{2, 4, 4});
  CHECK(boxes["labels"].shape() == Shape{4, 2});
}

TEST_CASE("AugMix mixes masks as images and leaves boxes") {
  utils::set_random_seed(3);
  const auto x = bright();
  const auto y = changed(AugMix({.factor = {0, 0}, .bounding_box_format = "xyxy"}), x);
  check(y.dict("bounding_boxes")["boxes"][0][0], {26, 24, 42, 36});
  CHECK(y["segmentation_masks"].dtype() == DType("float32"));
  CHECK(double(ops::max(ops::abs(y["segmentation_masks"] - x["segmentation_masks"]))) < 1e-4);
}

TEST_CASE("one image has its own boxes, and nothing changes outside of training") {
  const auto x = data_in("xyxy");
  const auto boxes = boxes_in("xyxy");
  const Dict one = {
      {"images", x["images"][0]},
      {"bounding_boxes", Dict{{"boxes", boxes["boxes"][0]}, {"labels", boxes["labels"][0]}}},
      {"labels", Tensor(7)}};
  const RandomTranslation move({0.25, 0.25}, {-0.5, -0.5}, {.bounding_box_format = "xyxy"});
  const auto y = changed(move, one);
  CHECK(y["images"].shape() == Shape{8, 6, 1});
  CHECK(int(y["labels"]) == 7);
  check(y.dict("bounding_boxes")["boxes"], {0, 3, 1, 7, 0, 4, 0, 8});
  check(y.dict("bounding_boxes")["labels"], {1, -1});
  const auto still = changed(move, x, false);
  check(still.dict("bounding_boxes")["boxes"], boxes["boxes"].to_vector<double>());
  CHECK(still["segmentation_masks"].dtype() == DType("uint8"));
  CHECK(changed(RandomFlip(), {{"images", x["images"]}, {"segmentation_masks", x["images"]}}, false)
            .size() == 2);
  const RandomTranslation first({0.25, 0.25}, {-0.5, -0.5},
                                {.data_format = "channels_first", .bounding_box_format = "xyxy"});
  auto turned = x;
  for (const auto* name : {"images", "segmentation_masks"})
    turned[name] = ops::moveaxis(turned[name], -1, 1);
  const auto z = changed(first, turned);
  CHECK(z["segmentation_masks"].shape() == Shape{2, 1, 8, 6});
  CHECK(weighted(z["segmentation_masks"]) == 4560);
  check(z.dict("bounding_boxes")["boxes"][0], {0, 3, 1, 7, 0, 4, 0, 8});
}

TEST_CASE("the format of boxes is saved where there is one") {
  CHECK_FALSE(Resizing(4, 4).get_config().find("bounding_box_format"));
  const Resizing layer(4, 4, {.bounding_box_format = "rel_xywh"});
  CHECK(layer.get_config().at("bounding_box_format").as_string() == "rel_xywh");
  const auto read = deserialize<Layer>(to_value(layer));
  CHECK(read.get_config() == layer.get_config());
}

TEST_CASE("a model passes dictionaries inside of dictionaries on") {
  const auto images = Input({8, 6, 1}), boxes = Input({2, 4}),
             labels = Input({2}, {.dtype = "int32"});
  const Tensors inputs = {{"images", images},
                          {"bounding_boxes", Dict{{"boxes", boxes}, {"labels", labels}}}};
  const Resizing half(4, 3, {.bounding_box_format = "xyxy"});
  const Model model(inputs, half.call_all(inputs));
  auto x = data_in("xyxy");
  const Dict given = {{"images", x["images"]}, {"bounding_boxes", x.dict("bounding_boxes")}};
  const std::vector<double> wanted = {0.5, 0.5, 2, 2.5, 0, 1, 1.5, 3, 1, 1, 2.5, 3.5, 0, 0, 3, 4};
  check(model.call_all(given).dict().dict("bounding_boxes")["boxes"], wanted);
  const auto config = model.get_config();
  const auto& places = config.at("input_layers").as_object();
  CHECK(places.at("bounding_boxes").as_object().at("boxes").as_list().size() == 3);
  const auto read = deserialize<Layer>(to_value(Layer(model)));
  check(read.call_all(given).dict().dict("bounding_boxes")["boxes"], wanted);
}

TEST_CASE("image layers say what is wrong with a dictionary") {
  const auto says = [](const auto& work, const char* sentence) {
    CAPTURE(sentence);
    CHECK(refusal(work).find(sentence) != std::string::npos);
  };
  const auto x = data_in("xyxy");
  says([&] { changed(RandomFlip("vertical", {.name = "f"}), x); },
       "layers.RandomFlip 'f': bounding boxes need bounding_box_format, such as 'xyxy'; received "
       "None");
  says([] { RandomFlip("vertical", {.bounding_box_format = "xyyx"}); },
       "layers.RandomFlip: unknown bounding_box_format 'xyyx'; did you mean");
  says(
      [&] {
        changed(RandomFlip(), {{"image", x["images"]}});
      },
      "a dict must have images; received (image)");
  says(
      [&] {
        changed(RandomFlip("vertical", {.bounding_box_format = "xyxy"}),
                {{"images", x["images"]}, {"bounding_boxes", Dict{{"boxes", x["images"]}}}});
      },
      "bounding_boxes must have boxes and labels; received (boxes)");
  says(
      [&] {
        changed(RandomFlip("vertical", {.bounding_box_format = "xyxy"}),
                {{"images", x["images"][0]}, {"bounding_boxes", x.dict("bounding_boxes")}});
      },
      "the bounding boxes must be (n, 4) and their labels (n,); received shapes (2, 2, 4) and (2, "
      "2)");
  for (const Layer& layer :
       std::vector<Layer>{CutMix({.bounding_box_format = "xyxy"}),
                          RandomElasticTransform({.bounding_box_format = "xyxy"})})
    says([&] { changed(layer, x); }, "bounding boxes cannot follow this change of images");
}

}  // namespace keras::layers
