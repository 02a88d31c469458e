#include <doctest/doctest.h>

#include "keras/core/error.hpp"
#include "keras/data/image_dataset_from_directory.hpp"
#include "keras/data/images.hpp"
#include "keras/data/scratch_test.hpp"

namespace keras::utils {
namespace {

/// Folders a (4 images) and b (3), one image of each in a folder x further down.
struct Animals : data::Scratch {
  Animals() : Scratch("animals") {
    for (int i = 0; i < 4; ++i) put("a", i, 10 * i);
    for (int i = 0; i < 3; ++i) put("b", i, 10 * i + 100);
  }
  void put(const std::string& name, int i, int gray) const {
    const Tensor image(std::vector<std::uint8_t>(4 * 5 * 3, static_cast<std::uint8_t>(gray)),
                       {4, 5, 3});
    save_img(*this / (name + (i == 1 ? "/x/" : "/") + std::to_string(i) + ".png"), image,
             {.scale = false});
  }
  std::vector<std::string> names(const Dataset& data) const {
    std::vector<std::string> names;
    for (const auto& file : data.file_paths())
      names.push_back(std::filesystem::relative(file, path).string());
    return names;
  }
  Dataset images(ImageDatasetOptions options = {}) const {
    options.verbose = false;
    if (options.image_size == Integers{256, 256}) options.image_size = {2, 3};
    return image_dataset_from_directory(path.string(), options);
  }
};

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("image_dataset_from_directory reads the files in Keras's order") {
  const Animals folder;
  const auto all = folder.images({.label_mode = "categorical", .batch_size = 4, .shuffle = false});
  CHECK(folder.names(all) ==
        Names{"a/0.png", "a/2.png", "a/3.png", "a/x/1.png", "b/0.png", "b/2.png", "b/x/1.png"});
  CHECK(all.class_names() == Names{"a", "b"});
  CHECK(all.size() == 2);
  const auto first = *all.begin();
  CHECK(Tensor(first.x).shape() == Shape{4, 2, 3, 3});
  CHECK(Tensor(first.x).dtype() == "float32");
  CHECK(Tensor(first.x)(1, 0, 0).to_vector<int>() == std::vector<int>{20, 20, 20});
  CHECK(Tensor(first.y).to_vector<int>() == std::vector<int>{1, 0, 1, 0, 1, 0, 1, 0});
  // The same seed, TensorFlow 2's image_dataset_from_directory
  const auto part = [&](const char* subset) {
    return folder.images({.seed = 7, .validation_split = 0.3, .subset = subset});
  };
  CHECK(folder.names(part("training")) ==
        Names{"a/3.png", "b/2.png", "a/0.png", "b/x/1.png", "a/x/1.png"});
  CHECK(folder.names(part("validation")) == Names{"a/2.png", "b/0.png"});
}

TEST_CASE("image_dataset_from_directory labels files as it is told") {
  const Animals folder;
  const auto labels = [&](ImageDatasetOptions options) {
    options.shuffle = false, options.batch_size = 7;
    return (*folder.images(options).begin()).y;
  };
  const auto numbers = Tensor(labels({}));
  CHECK(numbers.dtype() == "int32");
  CHECK(numbers.to_vector<int>() == std::vector<int>{0, 0, 0, 0, 1, 1, 1});
  const auto binary = Tensor(labels({.label_mode = "binary"}));
  CHECK(binary.shape() == Shape{7, 1});
  CHECK(binary.dtype() == "float32");
  CHECK_FALSE(labels({.labels = None}).defined());
  CHECK_FALSE(labels({.label_mode = None}).defined());
  CHECK(Tensor(labels({.labels = {{4, 4, 4, 4, 4, 4, 9}}})).to_vector<int>()[6] == 9);
  CHECK(Tensor(labels({.class_names = {"b", "a"}})).to_vector<int>() ==
        std::vector<int>{0, 0, 0, 1, 1, 1, 1});
}

TEST_CASE("image_dataset_from_directory changes sizes as TensorFlow does") {
  const data::Scratch folder("sizes");
  std::vector<std::uint8_t> pixels;
  for (int y = 0; y < 5; ++y)
    for (int x = 0; x < 4; ++x)
      for (int c = 0; c < 3; ++c)
        pixels.push_back(static_cast<std::uint8_t>(37 * y + 91 * x + 53 * c));
  save_img(folder / "k/0.png", Tensor(pixels, {5, 4, 3}), {.scale = false});
  const auto first_row = [&](ImageDatasetOptions options) {
    options.image_size = {3, 6}, options.labels = None, options.verbose = false;
    const auto data = image_dataset_from_directory(folder.path.string(), options);
    return Tensor((*data.begin()).x)(0, 0, all, 0).to_vector<float>();
  };
  const auto check = [&](ImageDatasetOptions options, const std::vector<double>& golden) {
    const auto row = first_row(options);
    for (std::size_t i = 0; i < golden.size(); ++i)
      CHECK(static_cast<double>(row[i]) == doctest::Approx(golden[i]).epsilon(1e-4));
  };
  check({}, {12.333, 57.833, 118.5, 179.167, 111.833, 29.333});
  // TensorFlow reads bicubic weights from a table; these are of keras.ops.image.resize on JAX.
  check({.interpolation = "bicubic"}, {2.944, 45.882, 119.225, 198.855, 113.604, 14.495});
  check({.pad_to_aspect_ratio = true}, {0, 0, 73, 139.333, 0, 0});
  check({.interpolation = "nearest"}, {0, 91, 91, 182, 17, 17});
  check({.crop_to_aspect_ratio = true}, {37, 82.5, 143.167, 203.833, 136.5, 54});
}

TEST_CASE("image_dataset_from_directory says what is wrong") {
  const Animals folder;
  const auto complaint = [&](ImageDatasetOptions options) {
    try {
      folder.images(options);
    } catch (const ValueError& error) {
      return std::string(error.what());
    }
    return std::string("nothing");
  };
  const std::string where = "utils.image_dataset_from_directory: ";
  CHECK(complaint({.labels = "guessed"}) ==
        where +
            "labels must be 'inferred', None or a number for each file; received "
            "labels='guessed'");
  CHECK(complaint({.labels = None, .class_names = {"a"}}) ==
        where +
            "class_names must not be given without labels='inferred'; received "
            "class_names=(a)");
  CHECK(complaint({.labels = {{1, 2}}}) ==
        where + "labels must have a number for each of the 7 files; received 2");
  CHECK(complaint({.label_mode = "one"}) ==
        where +
            "label_mode must be 'int', 'categorical', 'binary' or None; received "
            "label_mode='one'");
  CHECK(complaint({.class_names = {"c"}})
            .find("must be names of folders in directory; received 'c'") != std::string::npos);
  CHECK(complaint({.label_mode = "binary", .class_names = {"a"}}) ==
        where + "label_mode='binary' needs 2 classes; received (a)");
  CHECK(complaint({.batch_size = 0}) ==
        where + "batch_size must be positive or None; received batch_size=0");
  CHECK(complaint({.image_size = {2, 3, 4}}).find("image_size must be {height, width}") !=
        std::string::npos);
  CHECK(complaint({.seed = 1, .validation_split = 2.0, .subset = "training"}) ==
        where + "validation_split must be between 0 and 1; received validation_split=2.0");
  CHECK(complaint({.validation_split = 0.5}) ==
        where +
            "validation_split and subset must be given together; received only "
            "validation_split");
  CHECK(complaint({.seed = 1, .validation_split = 0.5, .subset = "both"}) ==
        where +
            "subset must be 'training' or 'validation' (ask for each of them); received "
            "subset='both'");
  CHECK(complaint({.validation_split = 0.5, .subset = "training"}) ==
        where +
            "seed must be given with validation_split and shuffle, so that the subsets do not "
            "overlap");
  CHECK(complaint({.seed = 1, .validation_split = 0.01, .subset = "training"}) ==
        where +
            "validation_split must leave files for validation; received "
            "validation_split=0.01 of 7 files");
  CHECK(complaint({.interpolation = "area"}).find("unknown interpolation 'area'") !=
        std::string::npos);
  CHECK(complaint({.crop_to_aspect_ratio = true, .pad_to_aspect_ratio = true}) ==
        where +
            "only one of crop_to_aspect_ratio and pad_to_aspect_ratio can be true; received "
            "both");
  CHECK(complaint({.format = "zip"}) == where +
                                            "format must be 'tf' or 'grain'; received "
                                            "format='zip'");
  const data::Scratch empty("no_images");
  CHECK_THROWS_WITH_AS(image_dataset_from_directory(empty.path.string(), {.verbose = false}),
                       doctest::Contains("there must be files that end in (.bmp, .gif, .jpeg, "
                                         ".jpg, .png) in directory"),
                       ValueError);
}

}  // namespace keras::utils
