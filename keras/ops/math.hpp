// keras.ops: segments, signals and what else is neither NumPy's nor a network's.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "keras/graph/tensor.hpp"

namespace keras::ops {

struct SegmentOptions {
  std::optional<int> num_segments = {};  ///< One more than the largest number by default; the
                                         ///< values are looked at then.
  bool sorted = false;                   ///< Whether `segment_ids` ascend; changes nothing here.
};
/// The sums of the rows of `data` with the same number; numbers outside are left out.
Tensor segment_sum(const Tensor& data, const Tensor& segment_ids, SegmentOptions options = {});
/// Their largest elements; the lowest number of the dtype where a segment is empty.
Tensor segment_max(const Tensor& data, const Tensor& segment_ids, SegmentOptions options = {});
Tensor segment_min(const Tensor& data, const Tensor& segment_ids, SegmentOptions options = {});
Tensor segment_prod(const Tensor& data, const Tensor& segment_ids, SegmentOptions options = {});
/// Whether the prediction for each target is among the `k` largest.
Tensor in_top_k(const Tensor& targets, const Tensor& predictions, int k);
/// Pieces of `sequence_length` elements of the last axis, `sequence_stride` apart.
Tensor extract_sequences(const Tensor& x, int sequence_length, int sequence_stride);

/// The distances between the rows of `x` (..., n, elements) and of `y` (..., m, elements): (..., n,
/// m).
Tensor cdist(const Tensor& x, const Tensor& y);

/// The complex numbers of these sizes and angles, complex64 or complex128. What takes complex
/// tensors: `add`, `subtract`, `multiply`, `divide`, `negative`, `absolute`, `angle`, `real`,
/// `imag`, `conjugate`, `isreal` and `view_as_real`.
Tensor polar(const Tensor& abs_, const Tensor& angle);
/// The complex numbers whose parts are the last axis of `x`, of length 2.
Tensor view_as_complex(const Tensor& x);
/// Both parts of `x` side by side along a new last axis.
Tensor view_as_real(const Tensor& x);

// Fourier transforms take and give pairs of a real and an imaginary part.

/// The discrete Fourier transform along the last axis.
std::array<Tensor, 2> fft(const std::vector<Tensor>& x);
/// The same along the last two axes.
std::array<Tensor, 2> fft2(const std::vector<Tensor>& x);
std::array<Tensor, 2> ifft2(const std::vector<Tensor>& x);
struct FourierOptions {
  std::optional<int> fft_length = {};  ///< The input is cut or filled with zeros to that.
};
/// The first half of the transform of real numbers; the other half mirrors it.
std::array<Tensor, 2> rfft(const Tensor& x, FourierOptions options = {});
/// The real numbers that `rfft` came from.
Tensor irfft(const std::vector<Tensor>& x, FourierOptions options = {});
struct StftOptions {
  std::optional<std::string> window = "hann";  ///< "hann", "hamming" or none.
  bool center = true;                          ///< Whether the input is extended at both ends.
};
/// `rfft` of overlapping windows of `x`: (..., windows, frequencies).
std::array<Tensor, 2> stft(const Tensor& x, int sequence_length, int sequence_stride,
                           int fft_length, StftOptions options = {});
struct IstftOptions {
  std::optional<int> length = {};  ///< Of the result.
  std::optional<std::string> window = "hann";
  bool center = true;
};
/// The signal that `stft` came from.
Tensor istft(const std::vector<Tensor>& x, int sequence_length, int sequence_stride, int fft_length,
             IstftOptions options = {});

/// The sum of tensors of one shape; 0 for none.
Tensor add_n(const std::vector<Tensor>& inputs);

}  // namespace keras::ops
