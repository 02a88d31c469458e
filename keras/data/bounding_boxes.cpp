#include "keras/data/bounding_boxes.hpp"

#include <algorithm>
#include <numbers>

#include "keras/core/error.hpp"
#include "keras/core/naming.hpp"
#include "keras/core/settings.hpp"
#include "keras/data/box_corners.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operators.hpp"

namespace keras::utils::bounding_boxes {
namespace {

constexpr double degree = std::numbers::pi / 180;

/// What the numbers of a box mean.
struct Format {
  explicit Format(const std::string& given) : name(lower_case(given)) {
    if (!is_format(name))
      fail("utils.bounding_boxes: unknown format ", quoted(given), suggestion(name, formats()));
    relative = name.starts_with("rel_");
    centered = name.find("center_") != std::string::npos;
    rows_first = name.ends_with("yxyx") || name.ends_with("yxhw");
    sized = name.ends_with("wh") || name.ends_with("hw");
  }
  std::string name;
  bool relative, centered, rows_first, sized;
};

/// Boxes of a format in shares or pixels as corners.
Corners corners_from(const Tensor& boxes, const Format& format) {
  auto c = corners_of(boxes);
  if (format.rows_first) c = {c.top, c.left, c.bottom, c.right};
  if (!format.sized) return c;
  const auto width = c.right, height = c.bottom;
  if (format.centered) c = {c.left - width / 2.0, c.top - height / 2.0, {}, {}};
  return {c.left, c.top, c.left + width, c.top + height};
}

/// ... and back, scaled.
Tensor boxes_from(Corners c, const Format& format, const Tensor& width, const Tensor& height) {
  if (format.sized) {
    const auto across = c.right - c.left, down = c.bottom - c.top;
    if (format.centered) c = {c.left + across / 2.0, c.top + down / 2.0, {}, {}};
    c = {c.left, c.top, across, down};
  }
  if (width.defined()) c = {c.left / width, c.top / height, c.right / width, c.bottom / height};
  if (format.rows_first) c = {c.top, c.left, c.bottom, c.right};
  return joined(c);
}

void expect_corners(const char* function, const std::string& format) {
  if (format != "xyxy")
    fail("utils.bounding_boxes.", function, ": bounding_box_format must be 'xyxy'; received ",
         quoted(format));
}

void expect_encoding(const char* function, const char* argument, const std::string& format) {
  if (format != "center_xywh" && format != "center_yxhw")
    fail("utils.bounding_boxes.", function, ": ", argument,
         " must be 'center_xywh' or 'center_yxhw'; received ", quoted(format));
}

void expect_variance(const char* function, const Tensor& variance) {
  if (variance.defined() && (variance.rank() == 0 || variance.shape(-1) != 4))
    fail("utils.bounding_boxes.", function, ": variance must be four numbers; received shape ",
         variance.shape());
}

/// The first and the last two numbers of each box.
std::pair<Tensor, Tensor> halves(const Tensor& boxes) {
  const auto parts = ops::split(boxes, 2, {.axis = -1});
  return {parts[0], parts[1]};
}

}  // namespace

const std::vector<std::string>& formats() {
  static const std::vector<std::string> names = {"xyxy",        "yxyx",        "xywh",
                                                 "center_xywh", "center_yxhw", "rel_xyxy",
                                                 "rel_yxyx",    "rel_xywh",    "rel_center_xywh"};
  return names;
}

bool is_format(const std::string& name) {
  return std::find(formats().begin(), formats().end(), lower_case(name)) != formats().end();
}

Tensor convert_format(const Tensor& boxes, const std::string& source, const std::string& target,
                      ConvertFormatOptions options) {
  if (boxes.rank() == 0 || boxes.shape(-1) != 4)
    fail("utils.bounding_boxes.convert_format: the last axis of boxes must have 4 numbers; ",
         "received shape ", boxes.shape());
  const Format from(source), to(target);
  const bool sides = options.height.defined() && options.width.defined();
  if ((from.relative || to.relative) && !sides)
    fail("utils.bounding_boxes.convert_format: a relative format needs height and width; received ",
         "source=", quoted(source), ", target=", quoted(target), " and no ",
         options.height.defined() ? "width" : "height");
  const auto x = ops::cast(boxes, options.dtype);
  if (from.name == to.name) return x;
  const auto side = [&](const Tensor& length, bool wanted) {
    return wanted ? ops::cast(length, options.dtype) : Tensor();
  };
  auto c = corners_from(x, from);
  const bool grows = from.relative && !to.relative, shrinks = to.relative && !from.relative;
  if (const auto width = side(options.width, grows), height = side(options.height, grows); grows)
    c = {c.left * width, c.top * height, c.right * width, c.bottom * height};
  return boxes_from(c, to, side(options.width, shrinks), side(options.height, shrinks));
}

Dict convert_format(Dict boxes, const std::string& source, const std::string& target,
                    ConvertFormatOptions options) {
  boxes["boxes"] = convert_format(std::as_const(boxes)["boxes"], source, target, options);
  return boxes;
}

Dict clip_to_image_size(Dict bounding_boxes, ClipToImageSizeOptions options) {
  const bool relative = options.bounding_box_format == "rel_xyxy";
  if (!relative && options.bounding_box_format != "xyxy")
    fail("utils.bounding_boxes.clip_to_image_size: bounding_box_format must be 'xyxy' or ",
         "'rel_xyxy'; received ", quoted(options.bounding_box_format));
  if (!relative && !(options.height.defined() && options.width.defined()))
    fail("utils.bounding_boxes.clip_to_image_size: 'xyxy' needs height and width; received no ",
         options.height.defined() ? "width" : "height");
  const auto boxes = std::as_const(bounding_boxes)["boxes"];
  const auto side = [&](const Tensor& length) {
    return relative ? Tensor(1) : ops::cast(length, boxes.dtype());
  };
  const auto c = clipped(corners_of(boxes), side(options.width), side(options.height));
  bounding_boxes["boxes"] = joined(c);
  if (!bounding_boxes.contains("labels")) return bounding_boxes;
  const auto area = ops::squeeze((c.right - c.left) * (c.bottom - c.top), {.axis = -1});
  bounding_boxes["labels"] = ops::where(area > 0, bounding_boxes["labels"], -1);
  return bounding_boxes;
}

Tensor affine_transform(const Tensor& boxes, const Tensor& angle, const Tensor& translate_x,
                        const Tensor& translate_y, const Tensor& scale, const Tensor& shear_x,
                        const Tensor& shear_y, const Tensor& height, const Tensor& width,
                        AffineTransformOptions options) {
  expect_corners("affine_transform", options.bounding_box_format);
  if (boxes.rank() != 3 || boxes.shape(2) != 4)
    fail("utils.bounding_boxes.affine_transform: boxes must be (batch, n, 4); received shape ",
         boxes.shape());
  const auto dtype = angle.dtype();
  const auto each = [&](const Tensor& x) {  // of each image, beside its boxes
    return x.rank() == 0 ? ops::cast(x, dtype) : ops::reshape(ops::cast(x, dtype), {-1, 1, 1});
  };
  const auto last_x = ops::cast(width, dtype) - 1, last_y = ops::cast(height, dtype) - 1;
  const auto center = [&](const Tensor& share, const Tensor& last) {
    return share.defined() ? each(share) * last : last * 0.5;
  };
  const auto x_0 = center(options.center_x, last_x), y_0 = center(options.center_y, last_y);
  // The inverse of a turn, a shear and a scale around the center, and then a move.
  const auto turn = each(angle) * -degree, lean = each(shear_y) * -degree;
  const auto slope = ops::tan(each(shear_x) * -degree);
  const auto a = ops::cos(turn - lean) / ops::cos(lean);
  const auto b = a * slope + ops::sin(turn);
  const auto c = -ops::sin(turn - lean) / ops::cos(lean);
  const auto d = ops::cos(turn) - c * slope;
  const auto x_x = d * each(scale), x_y = -b * each(scale);
  const auto y_x = -c * each(scale), y_y = a * each(scale);
  const auto from_x = x_0 - each(translate_x) * last_x, from_y = y_0 - each(translate_y) * last_y;

  return around(corners_of(ops::cast(boxes, dtype)), [&](const Tensor& x, const Tensor& y) {
    return std::pair(x_x * (x - from_x) + x_y * (y - from_y) + x_0,
                     y_x * (x - from_x) + y_y * (y - from_y) + y_0);
  });
}

Tensor crop(const Tensor& boxes, const Tensor& top, const Tensor& left, const Tensor& height,
            const Tensor& width, CropOptions options) {
  expect_corners("crop", options.bounding_box_format);
  return joined(clipped(moved(corners_of(boxes), -left, -top), width, height));
}

Tensor pad(const Tensor& boxes, const Tensor& top, const Tensor& left, PadOptions options) {
  expect_corners("pad", options.bounding_box_format);
  return joined(moved(corners_of(boxes), left, top));
}

Tensor encode_box_to_deltas(const Tensor& anchors, const Tensor& boxes,
                            const std::string& anchor_format, const std::string& box_format,
                            EncodeBoxToDeltasOptions options) {
  expect_encoding("encode_box_to_deltas", "encoding_format", options.encoding_format);
  expect_variance("encode_box_to_deltas", options.variance);
  const auto sides = sides_of(options.image_shape);
  const auto [from, from_size] =
      halves(convert_format(anchors, anchor_format, options.encoding_format, sides));
  const auto [to, to_size] =
      halves(convert_format(boxes, box_format, options.encoding_format, sides));
  const auto unit = ops::maximum(from_size, config::epsilon());
  const auto ratio = ops::maximum(to_size, config::epsilon()) / unit;
  const auto deltas = ops::concatenate({(to - from) / unit, ops::log(ratio)}, {.axis = -1});
  return options.variance.defined() ? deltas / options.variance : deltas;
}

Tensor decode_deltas_to_boxes(const Tensor& anchors, const Tensor& boxes_delta,
                              const std::string& anchor_format, const std::string& box_format,
                              DecodeDeltasToBoxesOptions options) {
  expect_encoding("decode_deltas_to_boxes", "encoded_format", options.encoded_format);
  expect_variance("decode_deltas_to_boxes", options.variance);
  const auto sides = sides_of(options.image_shape);
  const auto [from, unit] =
      halves(convert_format(anchors, anchor_format, options.encoded_format, sides));
  const auto [step, growth] =
      halves(options.variance.defined() ? boxes_delta * options.variance : boxes_delta);
  const auto boxes = ops::concatenate({step * unit + from, ops::exp(growth) * unit}, {.axis = -1});
  return convert_format(boxes, options.encoded_format, box_format, sides);
}

Dict decode_deltas_to_boxes(const Dict& anchors, const Dict& boxes_delta,
                            const std::string& anchor_format, const std::string& box_format,
                            DecodeDeltasToBoxesOptions options) {
  Dict boxes;
  for (const auto& item : anchors)
    boxes[item.name] = decode_deltas_to_boxes(item.tensor, boxes_delta[item.name], anchor_format,
                                              box_format, options);
  return boxes;
}

}  // namespace keras::utils::bounding_boxes
