#pragma once
#include <optional>
#include <string>
#include <vector>

#include "keras/core/integers.hpp"
#include "keras/data/dataset.hpp"
#include "keras/data/labels.hpp"

namespace keras::utils {

/// Arguments of `image_dataset_from_directory`, in Keras's order.
struct ImageDatasetOptions {
  Labels labels = "inferred";
  std::optional<std::string> label_mode = "int";  ///< "int", "categorical", "binary" or None.
  std::vector<std::string> class_names = {};      ///< The folders to read, in this order.
  std::string color_mode = "rgb";                 ///< "rgb", "rgba" or "grayscale".
  std::optional<int> batch_size = 32;             ///< None: images one by one.
  Integers image_size = {256, 256};               ///< Height and width.
  bool shuffle = true;
  std::optional<std::int64_t> seed = {};
  std::optional<double> validation_split = {};
  std::optional<std::string> subset = {};  ///< "training" or "validation".
  std::string interpolation = "bilinear";  ///< Or "nearest", "bicubic", "lanczos3", "lanczos5".
  bool follow_links = false;
  bool crop_to_aspect_ratio = false;  ///< Cuts instead of distorting.
  bool pad_to_aspect_ratio = false;   ///< Adds black margins instead of distorting.
  std::optional<std::string> data_format = {};
  std::string format = "tf";  ///< Or "grain": there is one kind of data set here.
  bool verbose = true;        ///< Whether to say how many files there are.
};

/// The images (height, width, channels) of a folder as float32, by default with the number of the
/// folder that they lie in as label; read from their files in each round.
///
///     auto train = utils::image_dataset_from_directory(
///         "animals", {.image_size = {180, 180}, .seed = 1, .validation_split = 0.2,
///                     .subset = "training"});
///
/// Reads PNG and JPEG; the orders of files are those of Keras for the same seed. Both subsets at
/// once (subset "both") are asked for one by one.
/// https://keras.io/api/data_loading/image#image_dataset_from_directory-function
Dataset image_dataset_from_directory(const std::string& directory,
                                     ImageDatasetOptions options = {});

}  // namespace keras::utils
