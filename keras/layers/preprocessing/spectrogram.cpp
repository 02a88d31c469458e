#include "keras/layers/preprocessing/spectrogram.hpp"

#include <bit>
#include <cmath>

#include "keras/core/settings.hpp"
#include "keras/initializers/initializers.hpp"
#include "keras/layers/data_format.hpp"
#include "keras/layers/layer_define.hpp"
#include "keras/ops/conv.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/math.hpp"
#include "keras/ops/operators.hpp"

namespace keras::layers {
namespace {

void check_one_of(const char* layer, const char* argument, const std::string& value,
                  const std::vector<std::string>& known) {
  if (std::find(known.begin(), known.end(), value) == known.end())
    fail("layers.", layer, ": unknown ", argument, " ", quoted(value), suggestion(value, known));
}

struct STFTSpectrogramImpl final : LayerOf<STFTSpectrogramOptions> {
  Variable real_kernel, imag_kernel;

  explicit STFTSpectrogramImpl(STFTSpectrogramOptions o)
      : LayerOf("STFTSpectrogram", std::move(o)) {
    constexpr auto layer = "STFTSpectrogram";
    check_one_of(layer, "mode", options.mode,
                 {"log", "magnitude", "psd", "real", "imag", "angle", "stft"});
    options.padding = checked_padding(options.padding, layer, {"valid", "same"});
    options.data_format = checked_data_format(options.data_format, layer);
    if (options.frame_length < 1 || step() < 1 || step() > options.frame_length ||
        fft_length() < options.frame_length)
      fail("layers.STFTSpectrogram: frame_step must be in [1, frame_length] and fft_length at ",
           "least frame_length; received frame_step=", step(),
           ", frame_length=", options.frame_length, ", fft_length=", fft_length());
  }

  int step() const { return options.frame_step.value_or(options.frame_length / 2); }
  int fft_length() const {
    const auto frame = static_cast<unsigned>(std::max(options.frame_length, 1));
    return options.fft_length.value_or(static_cast<int>(std::bit_ceil(frame)));
  }
  bool channels_first() const { return options.data_format == "channels_first"; }

  void build(const Shape& input) override {
    if (input.rank() != 3)
      fail("the input must be signals (batch, time, channels); received shape ", input);
    if (options.mode != "imag") real_kernel = kernel("real_kernel", "real");
    if (options.mode != "real") imag_kernel = kernel("imag_kernel", "imag");
  }

  Variable kernel(const char* name, const char* side) {
    return add_weight({.shape = {options.frame_length, 1, fft_length() / 2 + 1},
                       .initializer = initializers::STFT({.side = side,
                                                          .window = options.window,
                                                          .scaling = options.scaling,
                                                          .periodic = options.periodic}),
                       .dtype = policy.variable_dtype(),
                       .name = name});
  }

  Tensor call(const Tensor& given, CallContext&) override {
    if (given.rank() != 3 || !given.dtype().is_floating() || given.dtype() == DType::bfloat16)
      fail(path(), ": the input must be signals (batch, time, channels) of float16, float32 or ",
           "float64; received shape ", given.shape(), " of dtype ", given.dtype());
    const auto x = channels_first() ? given : ops::swapaxes(given, 1, 2);
    return finished(spectrum(x));
  }

  /// Of signals (batch, channels, time), as (batch, channels, frames, frequencies).
  Tensor spectrum(const Tensor& x) const {
    const auto part = [&](const Variable& kernel) { return convolved(x, kernel); };
    if (options.mode == "real") return part(real_kernel);
    if (options.mode == "imag") return part(imag_kernel);
    const auto real = part(real_kernel), imaginary = part(imag_kernel);
    if (options.mode == "angle") return ops::arctan2(imaginary, real);
    if (options.mode == "stft") return ops::concatenate({real, imaginary}, {.axis = -1});
    const auto power = ops::square(real) + ops::square(imaginary);
    if (options.mode == "psd") return power + without_ends(power);
    const auto magnitude = ops::sqrt(ops::maximum(power, config::epsilon()));
    return options.mode == "magnitude" ? magnitude
                                       : ops::log(ops::maximum(magnitude, config::epsilon()));
  }

  Tensor convolved(const Tensor& x, const Variable& kernel) const {
    const auto lines = ops::reshape(x, {x.shape(0) * x.shape(1), x.shape(2), 1});
    const auto y =
        ops::conv(lines, ops::cast(kernel, x.dtype()),
                  {.strides = step(), .padding = options.padding, .data_format = "channels_last"});
    return ops::reshape(y, {x.shape(0), x.shape(1), y.shape(1), y.shape(2)});
  }

  /// 0 at the first and at the last frequency, which have no mirror image.
  static Tensor without_ends(const Tensor& power) {
    const auto last = power.shape(-1) - 1;
    const auto place = ops::arange(power.shape(-1));
    return ops::where(ops::logical_and(place > 0, place < last), power, 0);
  }

  Tensor finished(const Tensor& y) const {
    if (options.expand_dims) return channels_first() ? y : ops::transpose(y, {{0, 2, 3, 1}});
    const auto batch = y.shape(0), channels = y.shape(1), frames = y.shape(2);
    if (channels_first())
      return ops::reshape(ops::swapaxes(y, 2, 3), {batch, channels * y.shape(3), frames});
    return ops::reshape(ops::swapaxes(y, 1, 2), {batch, frames, channels * y.shape(3)});
  }
};

float mel(float hertz) { return 1127.0F * std::log(1 + hertz / 700.0F); }

/// Number `i` of `count` evenly spaced ones, in the precision of Keras.
float spaced(float first, float last, std::int64_t i, std::int64_t count) {
  const float part = static_cast<float>(i) / static_cast<float>(count - 1);
  return first * (1 - part) + last * part;
}

struct MelSpectrogramImpl final : LayerOf<MelSpectrogramOptions> {
  explicit MelSpectrogramImpl(MelSpectrogramOptions o) : LayerOf("MelSpectrogram", std::move(o)) {
    if (options.sequence_length.value_or(0) == 0) options.sequence_length = options.fft_length;
    if (options.max_freq.value_or(0) == 0) options.max_freq = options.sampling_rate / 2;
    if (options.window)
      check_one_of("MelSpectrogram", "window", *options.window, {"hann", "hamming"});
    if (options.power_to_db && !options.top_db)
      fail("layers.MelSpectrogram: top_db must be a number with power_to_db; received top_db=None");
    if (options.fft_length < *options.sequence_length || *options.sequence_length < 1 ||
        options.sequence_stride < 1 || options.num_mel_bins < 1)
      fail("layers.MelSpectrogram: sequence_length, sequence_stride and num_mel_bins must be ",
           "positive and fft_length at least sequence_length; received sequence_length=",
           *options.sequence_length, ", sequence_stride=", options.sequence_stride,
           ", num_mel_bins=", options.num_mel_bins, ", fft_length=", options.fft_length);
  }

  Tensor call(const Tensor& given, CallContext&) override {
    const auto dtype = policy.compute_dtype();
    const auto x = ops::cast(given, dtype.is_half() ? DType(DType::float32) : dtype);
    const auto parts = ops::stft(x, *options.sequence_length, options.sequence_stride,
                                 options.fft_length, {.window = options.window});
    const auto magnitude = ops::sqrt(ops::square(parts[0]) + ops::square(parts[1]));
    const auto power = ops::power(magnitude, options.mag_exp);
    auto y = ops::matmul(power, ops::cast(weights(power.shape(-1)), power.dtype()));
    if (options.power_to_db) y = decibels(y);
    return ops::cast(ops::swapaxes(y, -1, -2), dtype);
  }

  Tensor decibels(const Tensor& power) const {
    const double zero = 10 * std::log10(std::max(std::abs(options.ref_power), options.min_power));
    const auto y = 10.0 * ops::log10(ops::maximum(power, options.min_power)) - zero;
    return ops::maximum(y, ops::max(y) - *options.top_db);
  }

  /// How much each of `bins` frequencies counts for each band (bins, bands): triangles between the
  /// middles of the neighbouring bands, evenly spaced on the mel scale. Nothing is constant.
  Tensor weights(std::int64_t bins) const {
    const float low = mel(static_cast<float>(options.min_freq));
    const float high = mel(static_cast<float>(*options.max_freq));
    const float nyquist = static_cast<float>(options.sampling_rate) / 2;
    const auto edge = [&](int i) { return spaced(low, high, i, options.num_mel_bins + 2); };
    std::vector<float> all(static_cast<std::size_t>(bins * options.num_mel_bins), 0.0F);
    for (std::int64_t i = 1; i < bins; ++i) {
      const float at = mel(spaced(0, nyquist, i, bins));
      for (int band = 0; band < options.num_mel_bins; ++band) {
        const float rising = (at - edge(band)) / (edge(band + 1) - edge(band));
        const float falling = (edge(band + 2) - at) / (edge(band + 2) - edge(band + 1));
        all[static_cast<std::size_t>(i * options.num_mel_bins + band)] =
            std::max(0.0F, std::min(rising, falling));
      }
    }
    return Tensor(all, {bins, options.num_mel_bins});
  }
};

}  // namespace

STFTSpectrogram::STFTSpectrogram(STFTSpectrogramOptions options)
    : Layer(std::make_shared<STFTSpectrogramImpl>(std::move(options))) {}

MelSpectrogram::MelSpectrogram(MelSpectrogramOptions options)
    : Layer(std::make_shared<MelSpectrogramImpl>(std::move(options))) {}

const Registered<Layer> registered_stft_spectrogram =
    registered<Layer, STFTSpectrogram, STFTSpectrogramOptions>("keras.layers", "STFTSpectrogram");
const Registered<Layer> registered_mel_spectrogram =
    registered<Layer, MelSpectrogram, MelSpectrogramOptions>("keras.layers", "MelSpectrogram");

}  // namespace keras::layers
