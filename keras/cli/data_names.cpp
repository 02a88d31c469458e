#include "keras/cli/listed.hpp"
#include "keras/data.hpp"
#include "keras/distribution.hpp"
#include "keras/layers/preprocessing/feature_space.hpp"
#include "keras/models.hpp"
#include "keras/random.hpp"

namespace keras::cli {
namespace {

std::vector<Listed> dataset_names() {
  using namespace datasets;
  const auto path = [](const char* name) { return std::vector<Argument>{{"path", name}}; };
  return {
      function<boston_housing::load_data>("keras.datasets.boston_housing.load_data",
                                          path("boston_housing.npz")),
      function<california_housing::load_data>("keras.datasets.california_housing.load_data"),
      function<cifar10::load_data>("keras.datasets.cifar10.load_data"),
      function<cifar100::load_data>("keras.datasets.cifar100.load_data", {{"label_mode", "fine"}}),
      function<fashion_mnist::load_data>("keras.datasets.fashion_mnist.load_data"),
      function<imdb::load_data>("keras.datasets.imdb.load_data", path("imdb.npz")),
      function<imdb::get_word_index>("keras.datasets.imdb.get_word_index",
                                     path("imdb_word_index.json")),
      function<mnist::load_data>("keras.datasets.mnist.load_data", path("mnist.npz")),
      function<reuters::load_data>("keras.datasets.reuters.load_data", path("reuters.npz")),
      function<reuters::get_word_index>("keras.datasets.reuters.get_word_index",
                                        path("reuters_word_index.json")),
      function<reuters::get_label_names>("keras.datasets.reuters.get_label_names"),
  };
}

std::vector<Listed> distribution_names() {
  using namespace distribution;
  const std::vector<Argument> device_type = {{"device_type", {}}};
  return {
      type<DataParallel, DataParallelOptions>("keras.distribution.DataParallel"),
      function<distribution::distribution>("keras.distribution.distribution"),
      function<get_device_count>("keras.distribution.get_device_count", device_type),
      function<initialize>("keras.distribution.initialize"),
      function<list_devices>("keras.distribution.list_devices", device_type),
      function<set_distribution>("keras.distribution.set_distribution", {{"value", {}}}),
  };
}

std::vector<Listed> image_names() {
  using namespace utils;
  return {
      function<array_to_img>("keras.utils.array_to_img", {{"x", {}}}),
      function<image_dataset_from_directory>("keras.utils.image_dataset_from_directory",
                                             {{"directory", {}}}),
      function<img_to_array>("keras.utils.img_to_array", {{"img", {}}}),
      function<load_img>("keras.utils.load_img", {{"path", {}}}),
      function<save_img>("keras.utils.save_img", {{"path", {}}, {"x", {}}}),
  };
}

std::vector<Listed> bounding_box_names() {
  using namespace utils::bounding_boxes;
  const auto name = [](const char* last) { return text("keras.utils.bounding_boxes.", last); };
  const auto with_formats = [](const char* boxes) {
    return std::vector<Argument>{
        {"anchors", {}}, {boxes, {}}, {"anchor_format", {}}, {"box_format", {}}};
  };
  using Convert =
      Tensor (*)(const Tensor&, const std::string&, const std::string&, ConvertFormatOptions);
  using Decode = Tensor (*)(const Tensor&, const Tensor&, const std::string&, const std::string&,
                            DecodeDeltasToBoxesOptions);
  return {
      function<affine_transform>(name("affine_transform"), {{"boxes", {}},
                                                            {"angle", {}},
                                                            {"translate_x", {}},
                                                            {"translate_y", {}},
                                                            {"scale", {}},
                                                            {"shear_x", {}},
                                                            {"shear_y", {}},
                                                            {"height", {}},
                                                            {"width", {}}}),
      function<clip_to_image_size>(name("clip_to_image_size"), {{"bounding_boxes", {}}}),
      function<compute_ciou>(name("compute_ciou"),
                             {{"boxes1", {}}, {"boxes2", {}}, {"bounding_box_format", {}}}),
      function<compute_iou>(name("compute_iou"),
                            {{"boxes1", {}}, {"boxes2", {}}, {"bounding_box_format", {}}}),
      function<static_cast<Convert>(convert_format)>(
          name("convert_format"), {{"boxes", {}}, {"source", {}}, {"target", {}}}),
      function<crop>(name("crop"),
                     {{"boxes", {}}, {"top", {}}, {"left", {}}, {"height", {}}, {"width", {}}}),
      function<static_cast<Decode>(decode_deltas_to_boxes)>(name("decode_deltas_to_boxes"),
                                                            with_formats("boxes_delta")),
      function<encode_box_to_deltas>(name("encode_box_to_deltas"), with_formats("boxes")),
      function<pad>(name("pad"), {{"boxes", {}}, {"top", {}}, {"left", {}}}),
  };
}

std::vector<Listed> utility_names() {
  using namespace utils;
  using Pad = Tensor (*)(const std::vector<Tensor>&, PadSequencesOptions);
  return {
      function<clear_session>("keras.utils.clear_session"),
      type<FeatureSpace>("keras.utils.FeatureSpace", {{"features", {}},
                                                      {"output_mode", "concat"},
                                                      {"crosses", {}},
                                                      {"crossing_dim", 32},
                                                      {"hashing_dim", 32},
                                                      {"num_discretization_bins", 32}}),
      function<get_file>("keras.utils.get_file", {{"fname", {}}, {"origin", {}}}),
      function<model_to_dot>("keras.utils.model_to_dot", {{"model", {}}}),
      function<normalize>("keras.utils.normalize", {{"x", {}}}),
      function<pack_x_y_sample_weight>("keras.utils.pack_x_y_sample_weight",
                                       {{"x", {}}, {"y", {}}, {"sample_weight", {}}}),
      function<static_cast<Pad>(pad_sequences)>("keras.utils.pad_sequences", {{"sequences", {}}}),
      function<plot_model>("keras.utils.plot_model", {{"model", {}}, {"to_file", "model.dot"}}),
      type<Progbar, ProgbarOptions>("keras.utils.Progbar", {{"target", {}}}),
      type<Dataset>("keras.utils.PyDataset"),
      function<set_random_seed>("keras.utils.set_random_seed", {{"seed", {}}}),
      function<split_dataset>("keras.utils.split_dataset", {{"dataset", {}}}),
      function<standardize_dtype>("keras.utils.standardize_dtype", {{"dtype", {}}}),
      function<timeseries_dataset_from_array>(
          "keras.utils.timeseries_dataset_from_array",
          {{"data", {}}, {"targets", {}}, {"sequence_length", {}}}),
      function<to_categorical>("keras.utils.to_categorical", {{"x", {}}, {"num_classes", {}}}),
      function<unpack_x_y_sample_weight>("keras.utils.unpack_x_y_sample_weight", {{"data", {}}}),
  };
}

}  // namespace

std::vector<Listed> data_names() {
  std::vector<Listed> names;
  for (auto rows : {dataset_names(), distribution_names(), image_names(), bounding_box_names(),
                    utility_names()})
    for (auto& row : rows) names.push_back(std::move(row));
  return names;
}

}  // namespace keras::cli
