// What keras 3.15.1 on JAX answers.
#include "keras/data/bounding_boxes.hpp"

#include <doctest/doctest.h>

#include <map>

#include "keras/core/refusal_test.hpp"

namespace keras::utils::bounding_boxes {
namespace {

void check(const Tensor& actual, const std::vector<double>& expected) {
  const auto values = actual.to_vector<double>();
  REQUIRE(values.size() == expected.size());
  for (std::size_t i = 0; i < values.size(); ++i)
    CHECK(values[i] == doctest::Approx(expected[i]).epsilon(1e-4));
}

/// For two images of 8 rows and 6 columns.
Tensor boxes() {
  return Tensor(std::vector<float>{1, 1, 4, 5, 0, 2, 3, 6, 2, 2, 5, 7, 0, 0, 6, 8}, {2, 2, 4});
}
Tensor anchors() { return Tensor(std::vector<float>{0, 0, 4, 6, 1, 2, 5, 4}, {2, 4}); }

}  // namespace

TEST_CASE("boxes go from each format to each") {
  struct Row {
    std::vector<double> made, read;
  };
  const std::map<std::string, Row> rows = {
      {"xyxy", {{1, 1, 4, 5, 0, 2, 3, 6}, {0.35, 0.2, 0.3, 0.2}}},
      {"rel_xyxy", {{1 / 6., 0.125, 2 / 3., 0.625, 0, 0.25, 0.5, 0.75}, {2.8, 1.2, 2.4, 1.2}}},
      {"yxyx", {{1, 1, 5, 4, 2, 0, 6, 3}, {0.2, 0.35, 0.2, 0.3}}},
      {"rel_yxyx", {{0.125, 1 / 6., 0.625, 2 / 3., 0.25, 0, 0.75, 0.5}, {1.6, 2.1, 1.6, 1.8}}},
      {"xywh", {{1, 1, 3, 4, 0, 2, 3, 4}, {0.45, 0.25, 0.5, 0.3}}},
      {"center_xywh", {{2.5, 3, 3, 4, 1.5, 4, 3, 4}, {0.2, 0.1, 0.5, 0.3}}},
      {"center_yxhw", {{3, 2.5, 4, 3, 4, 1.5, 4, 3}, {0.1, 0.2, 0.3, 0.5}}},
      {"rel_xywh", {{1 / 6., 0.125, 0.5, 0.5, 0, 0.25, 0.5, 0.5}, {3.6, 1.5, 4, 1.8}}},
      {"rel_center_xywh", {{0.4166667, 0.375, 0.5, 0.5, 0.25, 0.5, 0.5, 0.5}, {1.6, 0.6, 4, 1.8}}},
  };
  CHECK(rows.size() == formats().size());
  const Tensor some(std::vector<float>{0.1F, 0.2F, 0.3F, 0.5F}, {1, 4});
  for (const auto& name : formats()) {
    CAPTURE(name);
    check(convert_format(boxes()[0], "XYXY", name, {.height = 8, .width = 6}), rows.at(name).made);
    check(convert_format(some, name, "center_yxhw", {.height = 8, .width = 6}), rows.at(name).read);
  }
  const auto named = convert_format({{"boxes", boxes()}, {"labels", anchors()}}, "xyxy", "xywh");
  check(named["boxes"][0], rows.at("xywh").made);
  CHECK(named.contains("labels"));
}

TEST_CASE("boxes are cut to an image and lose their labels outside") {
  const Tensor given(std::vector<float>{-10, -20, 150, 160, 50, 40, 70, 80, 130, 10, 140, 20},
                     {3, 4});
  const Dict all = {{"boxes", given}, {"labels", Tensor(std::vector<int>{0, 1, 2})}};
  const auto inside = clip_to_image_size(all, {.height = 100, .width = 120});
  check(inside["boxes"], {0, 0, 120, 100, 50, 40, 70, 80, 120, 10, 120, 20});
  check(inside["labels"], {0, 1, -1});
  const auto shares = clip_to_image_size(all, {.bounding_box_format = "rel_xyxy"});
  check(shares["boxes"], {0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1});
  check(shares["labels"], {0, -1, -1});
}

TEST_CASE("boxes are turned, cut and moved") {
  const auto each = [](float first, float second) {
    return Tensor(std::vector<float>{first, second});
  };
  const auto affine = [&](AffineTransformOptions options) {
    return affine_transform(boxes(), each(30, -45), each(0.1F, -0.2F), each(0.2F, 0.1F),
                            each(1.5F, 0.5F), each(10, 20), each(5, -15), 8, 6, options);
  };
  check(affine({}),
        {-0.0009315, 0.7261822, 8.195301, 8.093847, -0.4215497, 2.727186, 7.774683, 10.09485,
         1.311336, 2.753141, 3.041339, 5.771037, 0.6022438, 1.338928, 3.681469, 6.478144});
  check(affine({.center_x = 0.25, .center_y = 0.75}),
        {-1.220472, -0.7073998, 6.975761, 6.660265, -1.64109, 1.293604, 6.555143, 8.661268,
         0.7187067, 4.042161, 2.44871, 7.060057, 0.00961483, 2.627948, 3.08884, 7.767163});
  const Tensor two(std::vector<float>{10, 20, 50, 60, 70, 80, 100, 120}, {2, 4});
  check(crop(two, 10, 20, 40, 30), {0, 10, 30, 40, 30, 40, 30, 40});
  check(pad(two[0], 3, 7), {17, 23, 57, 63});
}

TEST_CASE("boxes are told by anchors") {
  const Tensor variance(std::vector<float>{0.1F, 0.1F, 0.2F, 0.2F});
  const std::map<std::string, std::vector<double>> wanted = {
      {"center_yxhw",
       {0, 1.25, -2.027325, -1.43841, 5, -3.75, 3.465736, -1.43841, 2.5, 3.75, -0.9116075, -1.43841,
        5, 0, 6.931472, 2.027325}},
      {"center_xywh",
       {1.25, 0, -1.43841, -2.027325, -3.75, 5, -1.43841, 3.465736, 3.75, 2.5, -1.43841, -0.9116075,
        0, 5, 2.027325, 6.931472}}};
  for (const auto& [format, numbers] : wanted) {
    const auto deltas = encode_box_to_deltas(anchors(), boxes(), "xyxy", "xyxy",
                                             {.encoding_format = format, .variance = variance});
    check(deltas, numbers);
    const auto back = decode_deltas_to_boxes(
        anchors(), deltas, "xyxy", "rel_xywh",
        {.encoded_format = format, .variance = variance, .image_shape = Shape{8, 6, 3}});
    check(back, {1 / 6., 0.125, 0.5, 0.5, 0, 0.25, 0.5, 0.5, 1 / 3., 0.25, 0.5, 0.625, 0, 0, 1, 1});
  }
  const auto plain = encode_box_to_deltas(anchors(), boxes(), "xyxy", "xyxy");
  const auto levels = decode_deltas_to_boxes({{"p3", anchors()}}, {{"p3", plain}}, "xyxy", "xyxy");
  check(levels["p3"], boxes().to_vector<double>());
}

TEST_CASE("overlaps are shares of what boxes cover together") {
  check(compute_iou(boxes(), anchors(), "xyxy"),
        {0.5, 0.4285714, 0.5, 0.25, 0.2580645, 0.3529412, 0.5, 0.1666667});
  const Tensor with_none(std::vector<float>{1, 1, 4, 5, 0, 2, 3, 6, -1, -1, -1, -1}, {3, 4});
  check(compute_iou(with_none, anchors(), "xywh", {.use_masking = true}),
        {0.5172414, 0.6666667, 0.4, 0.2666667, -1, -1});
  const Tensor one(std::vector<float>{0.1F, 0.1F, 0.5F, 0.5F}, {1, 4});
  const Tensor other(std::vector<float>{0.2F, 0.3F, 0.6F, 0.5F}, {1, 4});
  check(compute_iou(one, other, "rel_yxyx", {.image_shape = Shape{8, 6, 3}}), {1 / 3.});
  check(compute_ciou(boxes()[0], anchors(), "xyxy"), {0.4951892, 0.1616643});
}

TEST_CASE("functions on boxes say what they need") {
  const auto says = [](const auto& work, const char* sentence) {
    CHECK(refusal(work).find(sentence) != std::string::npos);
  };
  says([] { convert_format(boxes(), "xyxy", "xyhw"); }, "unknown format 'xyhw'; did you mean");
  says([] { convert_format(boxes(), "xyxy", "rel_xywh", {.height = 8}); },
       "a relative format needs height and width");
  says(
      [] {
        convert_format(Tensor(std::vector<float>{1, 2, 3}), "xyxy", "xywh");
      },
      "the last axis of boxes must have 4 numbers; received shape (3,)");
  says(
      [] {
        clip_to_image_size({{"boxes", boxes()}}, {.bounding_box_format = "xywh"});
      },
      "bounding_box_format must be 'xyxy' or 'rel_xyxy'; received 'xywh'");
  says(
      [] {
        clip_to_image_size({{"boxes", boxes()}}, {.width = 6});
      },
      "'xyxy' needs height and width; received no height");
  says([] { crop(boxes(), 1, 1, 2, 2, {.bounding_box_format = "xywh"}); },
       "crop: bounding_box_format must be 'xyxy'; received 'xywh'");
  says([] { affine_transform(boxes()[0], 1, 0, 0, 1, 0, 0, 8, 6); },
       "boxes must be (batch, n, 4); received shape (2, 4)");
  says(
      [] { encode_box_to_deltas(anchors(), boxes(), "xyxy", "xyxy", {.encoding_format = "xywh"}); },
      "encoding_format must be 'center_xywh' or 'center_yxhw'; received 'xywh'");
  says([] { decode_deltas_to_boxes(anchors(), boxes(), "xyxy", "xyxy", {.variance = 1}); },
       "variance must be four numbers; received shape ()");
  says([] { compute_ciou(boxes(), boxes(), "rel_xyxy"); }, "the format must not be relative");
  says([] { compute_iou(boxes()[0][0], anchors(), "xyxy"); },
       "boxes1 must be (n, 4) or (batch, n, 4); received shape (4,)");
}

}  // namespace keras::utils::bounding_boxes
