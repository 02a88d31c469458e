#include "keras/ops/elementwise.hpp"
#include "keras/ops/linalg.hpp"
#include "keras/ops/math.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/operation_tables.hpp"

namespace keras::ops {

std::vector<Operation> math_operations() {
  return {
      operation<erf>("erf", "Erf", {"x"}),
      operation<erfinv>("erfinv", "Erfinv", {"x"}),
      operation<erfc>("erfc", "Erfc", {"x"}),
      operation<segment_sum>("segment_sum", "SegmentSum", {"data", "segment_ids"}),
      operation<segment_max>("segment_max", "SegmentMax", {"data", "segment_ids"}),
      operation<segment_min>("segment_min", "SegmentMin", {"data", "segment_ids"}),
      operation<segment_prod>("segment_prod", "SegmentProd", {"data", "segment_ids"}),
      operation<in_top_k>("in_top_k", "InTopK", {"targets", "predictions", "k"}),
      operation<extract_sequences>("extract_sequences", "ExtractSequences",
                                   {"x", "sequence_length", "sequence_stride"}),
      operation<cdist>("cdist", "CDist", {"x", "y"}),
      operation<view_as_complex>("view_as_complex", "ViewAsComplex", {"x"}),
      operation<view_as_real>("view_as_real", "ViewAsReal", {"x"}),
      operation<fft>("fft", "FFT", {"x"}),
      operation<fft2>("fft2", "FFT2", {"x"}),
      operation<ifft2>("ifft2", "IFFT2", {"x"}),
      operation<rfft>("rfft", "RFFT", {"x"}),
      operation<irfft>("irfft", "IRFFT", {"x"}),
      operation<stft>("stft", "STFT", {"x", "sequence_length", "sequence_stride", "fft_length"}),
      operation<istft>("istft", "ISTFT", {"x", "sequence_length", "sequence_stride", "fft_length"}),
      operation<logdet>("logdet", "Logdet", {"x"}),
      operation<rsqrt>("rsqrt", "Rsqrt", {"x"}),
      operation<logsumexp>("logsumexp", "Logsumexp", {"x"}),
      operation<top_k>("top_k", "TopK", {"x", "k"}),
  };
}

}  // namespace keras::ops
