// Boxes around the things in images: (n, 4) for one image, (batch, n, 4) for several.
//
// In "xyxy" a box is (left, top, right, bottom) in pixels, in "yxyx" (top, left, bottom, right), in
// "xywh" (left, top, width, height), in "center_xywh" (x, y, width, height) around its center and
// in "center_yxhw" (y, x, height, width); "rel_xyxy", "rel_yxyx", "rel_xywh" and "rel_center_xywh"
// are shares of the image's sides. Upper case means the same.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "keras/graph/structure.hpp"

namespace keras::utils::bounding_boxes {

/// All formats.
const std::vector<std::string>& formats();
/// Whether it is one of them.
bool is_format(const std::string& name);

/// Arguments of `convert_format` after the formats, in the order of
/// keras.utils.bounding_boxes.convert_format.
struct ConvertFormatOptions {
  Tensor height = {}, width = {};  ///< Of the image, where one format is relative.
  DType dtype = "float32";
};
/// Boxes of the format `source` in the format `target`. An error where a format is unknown or the
/// sides are missing that it needs.
///
///     const auto corners = utils::bounding_boxes::convert_format(boxes, "xywh", "xyxy");
///
/// https://keras.io/api/utils/bounding_boxes
Tensor convert_format(const Tensor& boxes, const std::string& source, const std::string& target,
                      ConvertFormatOptions options = {});
/// The same for the "boxes" of a dictionary.
Dict convert_format(Dict boxes, const std::string& source, const std::string& target,
                    ConvertFormatOptions options = {});

/// Arguments of `clip_to_image_size` after the boxes, in the order of
/// keras.utils.bounding_boxes.clip_to_image_size.
struct ClipToImageSizeOptions {
  Tensor height = {}, width = {};            ///< Of the image; needed for "xyxy".
  std::string bounding_box_format = "xyxy";  ///< or "rel_xyxy"
};
/// The "boxes" without what lies outside of the image; the "labels" of boxes of which nothing is
/// left are -1.
///
///     const auto inside = utils::bounding_boxes::clip_to_image_size(
///         {{"boxes", boxes}, {"labels", labels}}, {.height = 100, .width = 120});
///
/// https://keras.io/api/utils/bounding_boxes
Dict clip_to_image_size(Dict bounding_boxes, ClipToImageSizeOptions options = {});

/// Arguments of `affine_transform` after the sides, in the order of
/// keras.utils.bounding_boxes.affine_transform.
struct AffineTransformOptions {
  Tensor center_x = {}, center_y = {};       ///< Shares of the width and height; 0.5 by default.
  std::string bounding_box_format = "xyxy";  ///< No other.
};
/// The boxes around boxes (batch, n, 4) that are turned by `angle` degrees, moved by shares of the
/// sides, made larger by `scale` and sheared by angles in degrees, all of them (batch,), around a
/// center.
///
///     const auto zero = ops::zeros({batch}), one = ops::ones({batch});
///     const auto turned = utils::bounding_boxes::affine_transform(boxes, angle, zero, zero, one,
///                                                                 zero, zero, height, width);
///
/// https://keras.io/api/utils/bounding_boxes
Tensor affine_transform(const Tensor& boxes, const Tensor& angle, const Tensor& translate_x,
                        const Tensor& translate_y, const Tensor& scale, const Tensor& shear_x,
                        const Tensor& shear_y, const Tensor& height, const Tensor& width,
                        AffineTransformOptions options = {});

/// Arguments of `crop` after the window, in the order of keras.utils.bounding_boxes.crop.
struct CropOptions {
  std::string bounding_box_format = "xyxy";  ///< No other.
};
/// The boxes as they lie in a window of an image, cut to it.
///
///     const auto inside = utils::bounding_boxes::crop(boxes, top, left, height, width);
///
/// https://keras.io/api/utils/bounding_boxes
Tensor crop(const Tensor& boxes, const Tensor& top, const Tensor& left, const Tensor& height,
            const Tensor& width, CropOptions options = {});

/// Arguments of `pad` after the margins, in the order of keras.utils.bounding_boxes.pad.
struct PadOptions {
  std::string bounding_box_format = "xyxy";  ///< No other.
};
/// The boxes as they lie in an image with margins above and to the left.
///
///     const auto moved = utils::bounding_boxes::pad(boxes, top, left);
///
/// https://keras.io/api/utils/bounding_boxes
Tensor pad(const Tensor& boxes, const Tensor& top, const Tensor& left, PadOptions options = {});

/// Arguments of `encode_box_to_deltas` after the formats, in the order of
/// keras.utils.bounding_boxes.encode_box_to_deltas.
struct EncodeBoxToDeltasOptions {
  std::string encoding_format = "center_yxhw";  ///< or "center_xywh"
  Tensor variance = {};                         ///< Four numbers that the deltas are divided by.
  std::optional<Shape> image_shape = {};  ///< (height, width, channels), for relative formats.
};
/// How boxes differ from `anchors` (n, 4): the distance of the centers as shares of the anchor's
/// sides, and the logarithms of the sides' ratios.
///
///     const auto deltas =
///         utils::bounding_boxes::encode_box_to_deltas(anchors, boxes, "xyxy", "xyxy");
///
/// https://keras.io/api/utils/bounding_boxes
Tensor encode_box_to_deltas(const Tensor& anchors, const Tensor& boxes,
                            const std::string& anchor_format, const std::string& box_format,
                            EncodeBoxToDeltasOptions options = {});

/// Arguments of `decode_deltas_to_boxes` after the formats, in the order of
/// keras.utils.bounding_boxes.decode_deltas_to_boxes.
struct DecodeDeltasToBoxesOptions {
  std::string encoded_format = "center_yxhw";  ///< or "center_xywh"
  Tensor variance = {};                        ///< Four numbers that the deltas are multiplied by.
  std::optional<Shape> image_shape = {};       ///< (height, width, channels), for relative formats.
};
/// The boxes that `encode_box_to_deltas` made deltas of.
///
///     const auto boxes =
///         utils::bounding_boxes::decode_deltas_to_boxes(anchors, deltas, "xyxy", "xyxy");
///
/// https://keras.io/api/utils/bounding_boxes
Tensor decode_deltas_to_boxes(const Tensor& anchors, const Tensor& boxes_delta,
                              const std::string& anchor_format, const std::string& box_format,
                              DecodeDeltasToBoxesOptions options = {});
/// The same for dictionaries of anchors and deltas, such as one for each level of a pyramid.
Dict decode_deltas_to_boxes(const Dict& anchors, const Dict& boxes_delta,
                            const std::string& anchor_format, const std::string& box_format,
                            DecodeDeltasToBoxesOptions options = {});

/// Arguments of `compute_iou` after the format, in the order of
/// keras.utils.bounding_boxes.compute_iou.
struct ComputeIouOptions {
  bool use_masking = false;  ///< Whether pairs with a box below 0 get `mask_val`.
  double mask_val = -1;
  std::optional<Shape> image_shape = {};  ///< (height, width, channels), for relative formats.
};
/// What each two boxes share, of what they cover together: (n, m) for boxes (n, 4) and (m, 4),
/// (batch, n, m) where one of them has a batch axis.
///
///     const auto shares = utils::bounding_boxes::compute_iou(found, true_boxes, "xyxy");
///
/// https://keras.io/api/utils/bounding_boxes
Tensor compute_iou(const Tensor& boxes1, const Tensor& boxes2,
                   const std::string& bounding_box_format, ComputeIouOptions options = {});

/// The same for boxes one by one, less for centers that are far apart and for other proportions
/// (Zheng et al. 2020): (n,) for boxes (n, 4), in no relative format.
///
///     const auto alike = utils::bounding_boxes::compute_ciou(found, true_boxes, "xyxy");
///
/// https://keras.io/api/utils/bounding_boxes
Tensor compute_ciou(const Tensor& boxes1, const Tensor& boxes2,
                    const std::string& bounding_box_format);

}  // namespace keras::utils::bounding_boxes
