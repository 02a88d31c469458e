#pragma once
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `STFTSpectrogram`, in the order of keras.layers.STFTSpectrogram.
struct STFTSpectrogramOptions {
  std::string mode = "log";  ///< or "magnitude", "psd", "real", "imag", "angle", "stft"
  int frame_length = 256;
  std::optional<int> frame_step = {};              ///< Half of the frame by default.
  std::optional<int> fft_length = {};              ///< A power of two by default.
  std::optional<std::string> window = "hann";      ///< or "hamming", "blackman", "boxcar"
  bool periodic = false;                           ///< Whether the window is periodic.
  std::optional<std::string> scaling = "density";  ///< or "spectrum"
  std::string padding = "valid";                   ///< or "same"
  bool expand_dims = false;  ///< Whether frequencies have an axis of their own.
  std::optional<std::string> data_format = {};
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// The spectrum of each frame of signals: (batch, time, channels) -> (batch, frames, channels *
/// frequencies), by a kernel that can be learned.
///
///     auto y = STFTSpectrogram({.mode = "psd", .frame_length = 400, .frame_step = 160})(sound);
///
/// https://keras.io/api/layers/preprocessing_layers/audio_preprocessing/stft_spectrogram
class STFTSpectrogram : public Layer {
 public:
  explicit STFTSpectrogram(STFTSpectrogramOptions options = {});
};

/// Arguments of `MelSpectrogram`, in the order of keras.layers.MelSpectrogram.
struct MelSpectrogramOptions {
  int fft_length = 2048;
  int sequence_stride = 512;
  std::optional<int> sequence_length = {};     ///< As `fft_length` by default.
  std::optional<std::string> window = "hann";  ///< or "hamming"
  int sampling_rate = 16000;                   ///< In Hz.
  int num_mel_bins = 128;
  double min_freq = 20;                     ///< In Hz.
  std::optional<double> max_freq = {};      ///< In Hz; half of the sampling rate by default.
  bool power_to_db = true;                  ///< Whether the result is in decibels.
  std::optional<double> top_db = 80;        ///< How far below the loudest the result may be.
  double mag_exp = 2;                       ///< The power of the magnitude: 1 energy, 2 power.
  double min_power = 1e-10, ref_power = 1;  ///< The least power, and that of 0 decibels.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// How loud signals are at frequencies as the ear tells them apart: (batch, time) -> (batch, bins,
/// frames).
///
///     auto y = MelSpectrogram({.fft_length = 512, .sequence_stride = 160, .num_mel_bins = 40})(x);
///
/// https://keras.io/api/layers/preprocessing_layers/audio_preprocessing/mel_spectrogram
class MelSpectrogram : public Layer {
 public:
  explicit MelSpectrogram(MelSpectrogramOptions options = {});
};

extern const Registered<Layer> registered_stft_spectrogram;
[[gnu::used]] inline const auto* const linked_stft_spectrogram = &registered_stft_spectrogram;

}  // namespace keras::layers
