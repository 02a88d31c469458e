#include "keras/data/images.hpp"

#include <doctest/doctest.h>

#include <fstream>

#include "keras/core/error.hpp"
#include "keras/data/picture.hpp"
#include "keras/data/scratch_test.hpp"

namespace keras::utils {
namespace {

using Bytes = std::vector<std::uint8_t>;

/// (5, 4, channels): (37 y + 91 x + 53 c) mod 256, the fourth channel 3 times the first.
Tensor pattern(int channels = 3) {
  Bytes pixels;
  for (int y = 0; y < 5; ++y)
    for (int x = 0; x < 4; ++x)
      for (int c = 0; c < channels; ++c)
        pixels.push_back(static_cast<std::uint8_t>(c == 3 ? 3 * ((37 * y + 91 * x) % 256)
                                                          : 37 * y + 91 * x + 53 * c));
  return Tensor(pixels, {5, 4, channels});
}

Bytes channel(const Tensor& image, int c) { return image(all, all, c).to_vector<std::uint8_t>(); }

}  // namespace

TEST_CASE("images go through PNG files as they are") {
  const data::Scratch folder("images");
  for (const int channels : {1, 3, 4}) {
    const auto image = pattern(channels);
    save_img(folder.path.string() + "/new/folder/a.png", image, {.scale = false});
    const char* mode = channels == 1 ? "grayscale" : channels == 3 ? "rgb" : "rgba";
    const auto back = load_img(folder / "new/folder/a.png", {.color_mode = mode});
    CHECK(back.shape() == image.shape());
    CHECK(back.to_vector<std::uint8_t>() == image.to_vector<std::uint8_t>());
  }
}

TEST_CASE("images go through JPEG files nearly as they are") {
  const data::Scratch folder("jpeg");
  const Tensor gray(Bytes(64, 100), {8, 8, 1});
  save_img(folder / "a.jpg", gray, {.scale = false});
  CHECK(load_img(folder / "a.jpg", {.color_mode = "grayscale"}).to_vector<std::uint8_t>() ==
        Bytes(64, 100));
  CHECK(load_img(folder / "a.jpg").shape() == Shape{8, 8, 3});
}

TEST_CASE("load_img changes sizes and colors as Pillow does") {
  // Image.resize((6, 3), ...), red; Pillow 11.3 (13 takes columns before rows here)
  const std::pair<const char*, Bytes> golden[] = {
      {"nearest", {0, 91, 91, 182, 182, 17, 74, 165, 165, 0, 0, 91, 148, 239, 239, 74, 74, 165}},
      {"box", {19, 110, 110, 201, 36, 36, 74, 165, 165, 0, 91, 91, 130, 221, 221, 56, 147, 147}},
      {"bilinear",
       {16, 62, 122, 183, 116, 33, 74, 120, 147, 75, 74, 91, 132, 178, 195, 86, 104, 149}},
      {"hamming",
       {14, 60, 108, 193, 114, 31, 74, 120, 161, 41, 64, 91, 134, 180, 220, 65, 106, 151}},
      {"bicubic",
       {11, 50, 123, 202, 117, 19, 68, 124, 156, 66, 66, 93, 129, 188, 209, 70, 95, 158}},
      {"lanczos",
       {10, 38, 134, 217, 117, 10, 62, 127, 159, 67, 61, 98, 123, 197, 210, 64, 87, 168}}};
  const data::Scratch folder("resize");
  save_img(folder / "a.png", pattern(), {.scale = false});
  for (const auto& [interpolation, red] : golden) {
    const auto image =
        load_img(folder / "a.png", {.target_size = {{3, 6}}, .interpolation = interpolation});
    const bool equal = channel(image, 0) == red;
    const std::string how = interpolation;
    CHECK_MESSAGE(equal, how);
  }
  const auto square =
      load_img(folder / "a.png",
               {.target_size = {{2, 2}}, .interpolation = "bilinear", .keep_aspect_ratio = true});
  CHECK(channel(square, 1) == Bytes{123, 115, 160, 130});
  const auto gray = load_img(folder / "a.png", {.color_mode = "grayscale"});
  CHECK(channel(gray[range(0, 1)], 0) == Bytes{43, 134, 196, 60});
  save_img(folder / "b.png", pattern(4), {.scale = false});
  const auto clear =
      load_img(folder / "b.png",
               {.color_mode = "rgba", .target_size = {{3, 3}}, .interpolation = "bicubic"});
  CHECK(clear[0].to_vector<std::uint8_t>() ==
        Bytes{45, 122, 183, 50, 181, 115, 132, 73, 83, 83, 118, 95});
}

TEST_CASE("array_to_img spreads numbers over the range") {
  const Tensor x(std::vector<float>{-1, 0, 1, 3}, {2, 2, 1});
  CHECK(array_to_img(x).to_vector<std::uint8_t>() == Bytes{0, 63, 127, 255});
  CHECK(array_to_img(Tensor(std::vector<float>{7, 7}, {1, 2, 1})).to_vector<std::uint8_t>() ==
        Bytes{0, 0});
  const Tensor first(std::vector<float>{1, 2, 3, 4, 5, 6}, {3, 1, 2});
  CHECK(array_to_img(first, {.data_format = "channels_first", .scale = false})
            .to_vector<std::uint8_t>() == Bytes{1, 3, 5, 2, 4, 6});
  const auto numbers = img_to_array(Tensor(Bytes{1, 2}, {1, 2}));
  CHECK(numbers.shape() == Shape{1, 2, 1});
  CHECK(numbers.dtype() == "float32");
  CHECK(img_to_array(pattern(), {.data_format = "channels_first"}).shape() == Shape{3, 5, 4});
}

TEST_CASE("images say what is wrong with them") {
  const data::Scratch folder("wrong_images");
  const auto put = [&](const char* name, const std::string& contents) {
    std::ofstream(folder / name) << contents;
    return folder / name;
  };
  const auto complaint = [](const std::string& path, LoadImgOptions options = {}) {
    try {
      load_img(path, options);
    } catch (const ValueError& error) {
      return std::string(error.what());
    }
    return std::string("nothing");
  };
  const auto gif = put("a.gif", "GIF89a...");
  CHECK(complaint(gif) ==
        gif + ": an image must be a PNG or JPEG file; received a file of kind GIF");
  CHECK(complaint(put("b.png", "\x89PNG\r\n\x1a\n and no more")).find("the PNG file is damaged") !=
        std::string::npos);
  CHECK(complaint(put("c.jpg", "\xff\xd8\xff and no more")).find("the JPEG file is damaged") !=
        std::string::npos);
  save_img(folder / "d.png", pattern(), {.scale = false});
  CHECK(complaint(folder / "d.png", {.color_mode = "cmyk"}) ==
        "utils.load_img: color_mode must be 'rgb', 'rgba' or 'grayscale'; received "
        "color_mode='cmyk'");
  CHECK(complaint(folder / "d.png", {.target_size = {{2, 0}}})
            .find("target_size must be {height, width}, both positive; received target_size=[2") !=
        std::string::npos);
  CHECK(complaint(folder / "d.png", {.target_size = {{2, 2}}, .interpolation = "cubic"})
            .find("utils.load_img: unknown interpolation 'cubic'; did you mean 'bicubic'?") !=
        std::string::npos);
  CHECK_THROWS_WITH_AS(array_to_img(Tensor(1.0)),
                       "utils.array_to_img: an image must have 3 axes; received shape ()",
                       ValueError);
  CHECK_THROWS_WITH_AS(array_to_img(pattern(2)),
                       "utils.array_to_img: an image must have 1, 3 or 4 channels; received shape "
                       "(5, 4, 2)",
                       ValueError);
  CHECK_THROWS_WITH_AS(
      array_to_img(Tensor(std::vector<float>{300}, {1, 1, 1}), {.scale = false}),
      "utils.array_to_img: values must be in [0, 256) unless scale is true; received 300.0",
      ValueError);
  CHECK_THROWS_WITH_AS(array_to_img(pattern(), {.dtype = "float16"}),
                       "utils.array_to_img: dtype must be float32 or float64; received "
                       "dtype=float16",
                       ValueError);
  CHECK_THROWS_WITH_AS(save_img(folder / "a.gif", pattern()),
                       "utils.save_img: file_format must be 'png' or 'jpeg'; received "
                       "file_format='gif'",
                       ValueError);
  CHECK_THROWS_WITH_AS(img_to_array(Tensor(1.0)),
                       "utils.img_to_array: an image must have 2 or 3 axes; received shape ()",
                       ValueError);
  CHECK_THROWS_WITH_AS(img_to_array(pattern(), {.data_format = "first"}),
                       "utils.img_to_array: data_format must be 'channels_last' or "
                       "'channels_first'; received data_format='first'",
                       ValueError);
}

}  // namespace keras::utils
