// Internal: convolutions of float64, which have plain loops.
#pragma once
#include "keras/ops/convolve_sizes.hpp"

namespace keras::ops {

void convolve_double(const runtime::Cpu& cpu, const ConvolutionSizes& s, const View& x,
                     const View& w, const View& y);
void convolve_transposed_double(const runtime::Cpu& cpu, const ConvolutionSizes& s, const View& y,
                                const View& w, const View& x);
void convolve_kernel_double(const runtime::Cpu& cpu, const ConvolutionSizes& s, const View& x,
                            const View& y, const View& w);

}  // namespace keras::ops
