#include "keras/layers/preprocessing/equalization.hpp"

#include <utility>

#include "keras/layers/preprocessing/image_augmentation.hpp"
#include "keras/layers/preprocessing/value_range.hpp"
#include "keras/ops/arrays.hpp"
#include "keras/ops/math.hpp"

namespace keras::layers {
namespace {

struct AutoContrastImpl final : ImageAugmentation<AutoContrastOptions> {
  explicit AutoContrastImpl(AutoContrastOptions o)
      : ImageAugmentation("AutoContrast", std::move(o)) {
    auto& [low, high] = options.value_range;
    if (low > high) std::swap(low, high);
  }
  bool only_in_training() const override { return false; }
  bool keeps_whole_numbers() const override { return false; }
  Tensor augmented(const Tensor& images) override {
    const auto x = in_range(images, options.value_range, byte_range);
    // As in Keras the second and the third axis, whatever they are.
    const Axes axes = options.data_format == "channels_first" ? Axes({1, 3}) : Axes({1, 2});
    const auto low = ops::min(x, {.axis = axes, .keepdims = true});
    const auto high = ops::max(x, {.axis = axes, .keepdims = true});
    const auto scale = 255.0 / (high - low);
    const auto stretched = ops::clip(x * scale - low * scale, 0, 255);
    const auto y = in_range(stretched, byte_range, options.value_range);
    return ops::where(ops::isnan(y), images, y);
  }
};

/// How often each of `count` numbers is among `numbers`, as float32.
Tensor frequencies(const Tensor& numbers, std::int64_t count) {
  const auto flat = ops::ravel(numbers);
  return ops::segment_sum(ops::ones({flat.size()}), flat,
                          {.num_segments = static_cast<int>(count)});
}

struct EqualizationImpl final : ImageAugmentation<EqualizationOptions> {
  explicit EqualizationImpl(EqualizationOptions o)
      : ImageAugmentation("Equalization", std::move(o)) {
    auto& [low, high] = options.value_range;
    if (low > high) std::swap(low, high);
    if (options.bins < 1)
      fail("layers.Equalization: bins must be positive; received bins=", options.bins);
  }
  Tensor augmented(const Tensor& images) override {
    std::vector<Tensor> channels;
    for (const auto& channel : ops::unstack(images, {.axis = -1}))
      channels.push_back(equalized(channel));
    return ops::stack(channels, {.axis = -1});
  }
  Tensor equalized(const Tensor& channel) const {
    const auto x = in_range(channel, options.value_range, byte_range);
    const auto bin =
        ops::clip(ops::cast(x, "float32") * (options.bins - 1) / 255.0, 0, options.bins - 1);
    const auto place = ops::cast(bin, "int32");
    const auto counts = frequencies(place, options.bins);
    const auto sums = ops::cumsum(counts);
    const auto least = ops::min(ops::where(sums > 0, sums, static_cast<double>(x.size())));
    const auto rest = ops::max(sums) - least;
    const auto spread = (sums - least) * 255.0 / ops::where(rest == 0, 1, rest);
    const auto table = ops::clip(ops::round(spread), 0, 255);
    const auto mapped = ops::cast(ops::take(table, place), x.dtype());
    const bool one = options.bins == 1;
    const auto y = one ? x : ops::where(ops::count_nonzero(counts) <= 1, x, mapped);
    return in_range(y, byte_range, options.value_range);
  }
};

/// Images cut into tiles of one size, and how each pixel lies between the middles of tiles.
class Tiles {
 public:
  Tiles(const Tensor& images, std::pair<int, int> grid)
      : shape_(images.shape()),
        grid_{grid.first, grid.second},
        tile_{(shape_[1] + grid.first - 1) / grid.first,
              (shape_[2] + grid.second - 1) / grid.second} {}

  std::int64_t pixels() const { return tile_[0] * tile_[1]; }

  /// `images` extended to whole tiles by their mirror image.
  Tensor extended(const Tensor& images) const {
    const auto more = [&](int axis) {
      return static_cast<int>(tile_[axis] * grid_[axis] - shape_[axis + 1]);
    };
    return ops::pad(images, {{0, 0}, {0, more(0)}, {0, more(1)}, {0, 0}}, {.mode = "symmetric"});
  }

  /// How often each byte is in each channel of each tile: (batch, rows, columns, channels, 256).
  Tensor histograms(const Tensor& bytes) const {
    const auto batch = shape_[0], channels = shape_[3];
    const auto tiled =
        ops::reshape(bytes, {batch, grid_[0], tile_[0], grid_[1], tile_[1], channels});
    const auto last = ops::transpose(tiled, {{0, 1, 3, 5, 2, 4}});
    const auto histograms = batch * grid_[0] * grid_[1] * channels;
    const auto flat = ops::reshape(last, {histograms, pixels()});
    const auto place = ops::expand_dims(ops::arange(histograms), 1) * 256 + flat;
    return ops::reshape(frequencies(place, histograms * 256),
                        {batch, grid_[0], grid_[1], channels, 256});
  }

  /// What `tables` (as `histograms`) say of each byte, interpolated between the four tiles whose
  /// middles are around it.
  Tensor interpolated(const Tensor& tables, const Tensor& bytes) const {
    const auto rows = neighbours(0), columns = neighbours(1);
    const auto between = [&](const Tensor& row) {
      const auto left = looked_up(tables, bytes, row, columns.first);
      const auto right = looked_up(tables, bytes, row, columns.second);
      return left * (1 - columns.share) + right * columns.share;
    };
    return between(rows.first) * (1 - rows.share) + between(rows.second) * rows.share;
  }

 private:
  /// The tiles before and behind each pixel along an axis, and how near the second one is; they
  /// broadcast to images.
  struct Neighbours {
    Tensor first, second, share;
  };
  Neighbours neighbours(int axis) const {
    const auto length = static_cast<double>(tile_[axis]);
    const auto place = (ops::arange(tile_[axis] * grid_[axis], {"float32"}) - length / 2) / length;
    const auto before = ops::floor(place);
    const Shape shape = axis == 0 ? Shape({1, -1, 1, 1}) : Shape({1, 1, -1, 1});
    const auto tile = [&](const Tensor& number) {
      const auto inside = ops::clip(number, 0, static_cast<double>(grid_[axis] - 1));
      return ops::reshape(ops::cast(inside, "int32"), shape);
    };
    return {tile(before), tile(before + 1), ops::reshape(place - before, shape)};
  }

  Tensor looked_up(const Tensor& tables, const Tensor& bytes, const Tensor& row,
                   const Tensor& column) const {
    const auto image = ops::reshape(ops::arange(shape_[0]), {-1, 1, 1, 1});
    const auto tile = (image * static_cast<int>(grid_[0]) + row) * static_cast<int>(grid_[1]);
    const auto table = (tile + column) * static_cast<int>(shape_[3]) + ops::arange(shape_[3]);
    return ops::take(ops::ravel(tables), table * 256 + bytes);
  }

  Shape shape_, grid_, tile_;
};

using ClaheOptions = ContrastLimitedAdaptiveHistogramEqualizationOptions;

struct ClaheImpl final : ImageAugmentation<ClaheOptions> {
  explicit ClaheImpl(ClaheOptions o)
      : ImageAugmentation("ContrastLimitedAdaptiveHistogramEqualization", std::move(o)) {
    const auto [rows, columns] = options.tile_grid_size;
    if (rows < 1 || columns < 1)
      fail("layers.", class_name, ": tile_grid_size must be positive; received (", rows, ", ",
           columns, ")");
  }
  bool only_in_training() const override { return false; }
  bool keeps_whole_numbers() const override { return false; }
  Tensor augmented(const Tensor& images) override {
    const auto x = in_range(ops::cast(images, "float32"), options.value_range, byte_range);
    const Tiles tiles(x, options.tile_grid_size);
    const auto bytes = ops::cast(ops::clip(tiles.extended(x), 0, 255), "int32");
    const auto y = tiles.interpolated(tables(tiles.histograms(bytes), tiles.pixels()), bytes);
    const auto inside = y(keras::all, range(0, images.shape(1)), range(0, images.shape(2)));
    return ops::cast(in_range(inside, byte_range, options.value_range), images.dtype());
  }

  /// What each byte becomes: its place among the pixels of the tile, in [0, 255].
  Tensor tables(Tensor counts, std::int64_t pixels) const {
    if (options.clip_limit > 0) {
      const auto limited =
          ops::clip(counts, 0, options.clip_limit * static_cast<double>(pixels) / 256);
      const auto excess = ops::sum(counts - limited, {.axis = -1, .keepdims = true});
      counts = limited + excess / 256.0;
    }
    const auto sums = ops::cumsum(counts, {.axis = -1});
    const auto least = ops::min(sums, {.axis = -1, .keepdims = true});
    const auto rest = static_cast<double>(pixels) - least;
    return ops::clip((sums - least) * 255.0 / ops::where(rest == 0, 1, rest), 0, 255);
  }
};

}  // namespace

AutoContrast::AutoContrast(AutoContrastOptions options)
    : Layer(std::make_shared<AutoContrastImpl>(std::move(options))) {}

Equalization::Equalization(EqualizationOptions options)
    : Layer(std::make_shared<EqualizationImpl>(std::move(options))) {}

ContrastLimitedAdaptiveHistogramEqualization::ContrastLimitedAdaptiveHistogramEqualization(
    ContrastLimitedAdaptiveHistogramEqualizationOptions options)
    : Layer(std::make_shared<ClaheImpl>(std::move(options))) {}

const Registered<Layer> registered_auto_contrast =
    registered<Layer, AutoContrast, AutoContrastOptions>("keras.layers", "AutoContrast");
const Registered<Layer> registered_equalization =
    registered<Layer, Equalization, EqualizationOptions>("keras.layers", "Equalization");
const Registered<Layer> registered_contrast_limited_adaptive_histogram_equalization =
    registered<Layer, ContrastLimitedAdaptiveHistogramEqualization,
               ContrastLimitedAdaptiveHistogramEqualizationOptions>(
        "keras.layers", "ContrastLimitedAdaptiveHistogramEqualization");

}  // namespace keras::layers
