// keras.ops: statistics, also of tensors in which NaN stands for what is missing; searching.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "keras/core/axes.hpp"
#include "keras/ops/numpy.hpp"

namespace keras::ops {

struct AverageOptions {
  Axes axis = {};
  Tensor weights = {};  ///< Of the shape of x, or a vector along the one `axis`.
};
/// The mean, weighted.
Tensor average(const Tensor& x, AverageOptions options = {});
/// The largest minus the smallest element.
Tensor ptp(const Tensor& x, ReduceOptions options = {});
/// The element in the middle of the sorted ones, or the mean of two.
Tensor median(const Tensor& x, ReduceOptions options = {});
struct QuantileOptions {
  Axes axis = {};
  std::string method = "linear";  ///< "linear", "lower", "higher", "midpoint" or "nearest".
  bool keepdims = false;
};
/// The number below which the fraction `q` of the elements lies; one along a first axis for each
/// element of `q`.
Tensor quantile(const Tensor& x, const Tensor& q, QuantileOptions options = {});
/// The same with `q` in percent.
Tensor percentile(const Tensor& x, const Tensor& q, QuantileOptions options = {});

// What is NaN takes no part.
Tensor nansum(const Tensor& x, ReduceOptions options = {});
Tensor nanprod(const Tensor& x, ReduceOptions options = {});
Tensor nanmax(const Tensor& x, ReduceOptions options = {});
Tensor nanmin(const Tensor& x, ReduceOptions options = {});
Tensor nanmean(const Tensor& x, ReduceOptions options = {});
Tensor nanvar(const Tensor& x, ReduceOptions options = {});
Tensor nanstd(const Tensor& x, ReduceOptions options = {});
Tensor nanmedian(const Tensor& x, ReduceOptions options = {});
Tensor nanquantile(const Tensor& x, const Tensor& q, QuantileOptions options = {});
Tensor nanpercentile(const Tensor& x, const Tensor& q, QuantileOptions options = {});
/// -1 where all elements are NaN.
Tensor nanargmax(const Tensor& x, ArgOptions options = {});
Tensor nanargmin(const Tensor& x, ArgOptions options = {});
Tensor nancumsum(const Tensor& x, CumulativeOptions options = {});
Tensor nancumprod(const Tensor& x, CumulativeOptions options = {});

/// The correlation coefficients of the rows.
Tensor corrcoef(const Tensor& x);
struct CorrelateOptions {
  std::string mode = "valid";  ///< "valid", "same" or "full".
};
/// The sums of products of x1 with x2 moved along it.
Tensor correlate(const Tensor& x1, const Tensor& x2, CorrelateOptions options = {});

struct SearchSortedOptions {
  std::string side = "left";  ///< Before ("left") or after ("right") equal elements.
};
/// The places where `values` would be inserted into a sorted vector.
Tensor searchsorted(const Tensor& sorted_sequence, const Tensor& values,
                    SearchSortedOptions options = {});
/// The numbers of the intervals between the increasing `bins` that the elements lie in.
Tensor digitize(const Tensor& x, const Tensor& bins);
struct ArgpartitionOptions {
  std::optional<int> axis = -1;
};
/// The places of the elements, those of the kth + 1 smallest ones first.
Tensor argpartition(const Tensor& x, int kth, ArgpartitionOptions options = {});
struct UniqueOptions {
  bool sorted = true;  ///< They always are.
  bool return_index = false, return_inverse = false, return_counts = false;
  std::optional<int> axis = {};           ///< Of the flattened tensor by default.
  std::optional<int> size = {};           ///< How many are returned; as many as there are.
  std::optional<double> fill_value = {};  ///< Where there are fewer; the least by default.
};
/// The different elements (rows along `axis`) in ascending order; the places of the first of each,
/// for each element the number of its kind, and how many there are, if wanted. Without `size` the
/// values are looked at.
std::vector<Tensor> unique(const Tensor& x, UniqueOptions options = {});
struct BincountOptions {
  Tensor weights = {};
  int minlength = 0;
  bool sparse = false;  ///< Must be false: there are no sparse tensors.
};
/// How often each of 0, 1, ... occurs in a vector, or the sum of its weights. Computed at once: the
/// length depends on the values.
Tensor bincount(const Tensor& x, BincountOptions options = {});
struct HistogramOptions {
  int bins = 10;
  std::optional<std::pair<double, double>> range = {};  ///< From the least to the largest element.
};
/// How many elements lie in each of `bins` equal intervals, and the ends of these. Computed at
/// once.
std::pair<Tensor, Tensor> histogram(const Tensor& x, HistogramOptions options = {});

}  // namespace keras::ops
