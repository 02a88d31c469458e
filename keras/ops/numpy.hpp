// keras.ops: the part that NumPy has as well.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "keras/core/axes.hpp"
#include "keras/core/integers.hpp"
#include "keras/core/settings.hpp"
#include "keras/graph/tensor.hpp"

namespace keras::ops {

// ---- arithmetic, elementwise, with broadcasting and Keras's dtype promotion ---------------------

Tensor add(const Tensor& x1, const Tensor& x2);
Tensor subtract(const Tensor& x1, const Tensor& x2);
Tensor multiply(const Tensor& x1, const Tensor& x2);
/// x1 / x2; integers become float32.
Tensor divide(const Tensor& x1, const Tensor& x2);
Tensor true_divide(const Tensor& x1, const Tensor& x2);
/// The largest whole number at most x1 / x2.
Tensor floor_divide(const Tensor& x1, const Tensor& x2);
/// The remainder of `floor_divide`: it has the sign of x2.
Tensor mod(const Tensor& x1, const Tensor& x2);
Tensor power(const Tensor& x1, const Tensor& x2);
/// The larger of both; NaN where either is.
Tensor maximum(const Tensor& x1, const Tensor& x2);
Tensor minimum(const Tensor& x1, const Tensor& x2);
Tensor negative(const Tensor& x);
Tensor absolute(const Tensor& x);
Tensor abs(const Tensor& x);
/// -1, 0 or 1.
Tensor sign(const Tensor& x);
Tensor square(const Tensor& x);
Tensor sqrt(const Tensor& x);
Tensor reciprocal(const Tensor& x);
/// `x` limited to [x_min, x_max].
Tensor clip(const Tensor& x, const Tensor& x_min, const Tensor& x_max);

// ---- exponentials, trigonometry, rounding -------------------------------------------------------

Tensor exp(const Tensor& x);
/// exp(x) - 1, precise near 0.
Tensor expm1(const Tensor& x);
Tensor log(const Tensor& x);
/// log(1 + x), precise near 0.
Tensor log1p(const Tensor& x);
Tensor log2(const Tensor& x);
Tensor log10(const Tensor& x);
Tensor sin(const Tensor& x);
Tensor cos(const Tensor& x);
Tensor tan(const Tensor& x);
Tensor arcsin(const Tensor& x);
Tensor arccos(const Tensor& x);
Tensor arctan(const Tensor& x);
/// The angle of the point (x2, x1), in (-pi, pi].
Tensor arctan2(const Tensor& x1, const Tensor& x2);
Tensor sinh(const Tensor& x);
Tensor cosh(const Tensor& x);
Tensor tanh(const Tensor& x);
Tensor arcsinh(const Tensor& x);
Tensor arccosh(const Tensor& x);
Tensor arctanh(const Tensor& x);
Tensor floor(const Tensor& x);
Tensor ceil(const Tensor& x);
struct RoundOptions {
  int decimals = 0;
};
/// To the nearest number with `decimals` decimals, halves to even.
Tensor round(const Tensor& x, RoundOptions options = {});
Tensor trunc(const Tensor& x);

// ---- comparison, logic, bits --------------------------------------------------------------------

Tensor equal(const Tensor& x1, const Tensor& x2);
Tensor not_equal(const Tensor& x1, const Tensor& x2);
Tensor less(const Tensor& x1, const Tensor& x2);
Tensor less_equal(const Tensor& x1, const Tensor& x2);
Tensor greater(const Tensor& x1, const Tensor& x2);
Tensor greater_equal(const Tensor& x1, const Tensor& x2);
Tensor logical_and(const Tensor& x1, const Tensor& x2);
Tensor logical_or(const Tensor& x1, const Tensor& x2);
Tensor logical_xor(const Tensor& x1, const Tensor& x2);
Tensor logical_not(const Tensor& x);
Tensor bitwise_and(const Tensor& x, const Tensor& y);
Tensor bitwise_or(const Tensor& x, const Tensor& y);
Tensor bitwise_xor(const Tensor& x, const Tensor& y);
Tensor bitwise_not(const Tensor& x);
Tensor left_shift(const Tensor& x, const Tensor& y);
Tensor right_shift(const Tensor& x, const Tensor& y);
Tensor isnan(const Tensor& x);
Tensor isinf(const Tensor& x);
Tensor isfinite(const Tensor& x);
/// x1 where `condition` is true, x2 elsewhere.
Tensor where(const Tensor& condition, const Tensor& x1, const Tensor& x2);

// ---- reductions ---------------------------------------------------------------------------------

struct ReduceOptions {
  Axes axis = {};         ///< All axes by default.
  bool keepdims = false;  ///< Keep reduced axes with length 1.
};
/// The sum over `axis`; bool and small integers are added up as int32 (uint32 if unsigned).
Tensor sum(const Tensor& x, ReduceOptions options = {});
/// The mean over `axis`; integers become float32.
Tensor mean(const Tensor& x, ReduceOptions options = {});
struct ProdOptions {
  Axes axis = {};
  bool keepdims = false;
  std::optional<DType> dtype = {};  ///< That of `sum` by default.
};
Tensor prod(const Tensor& x, ProdOptions options = {});
struct ExtremeOptions {
  Axes axis = {};
  bool keepdims = false;
  std::optional<double> initial = {};  ///< Takes part as one more element; needed if x is empty.
};
Tensor max(const Tensor& x, ExtremeOptions options = {});
Tensor min(const Tensor& x, ExtremeOptions options = {});
Tensor amax(const Tensor& x, ReduceOptions options = {});
Tensor amin(const Tensor& x, ReduceOptions options = {});
/// The mean squared distance from the mean (not corrected for the sample size).
Tensor var(const Tensor& x, ReduceOptions options = {});
Tensor std(const Tensor& x, ReduceOptions options = {});
Tensor all(const Tensor& x, ReduceOptions options = {});
Tensor any(const Tensor& x, ReduceOptions options = {});
Tensor count_nonzero(const Tensor& x, ReduceOptions options = {});
struct ArgOptions {
  std::optional<int> axis = {};  ///< Over the flattened tensor by default.
  bool keepdims = false;
};
/// The place of the first largest element along `axis`, as int32.
Tensor argmax(const Tensor& x, ArgOptions options = {});
Tensor argmin(const Tensor& x, ArgOptions options = {});
struct CumulativeOptions {
  std::optional<int> axis = {};     ///< Over the flattened tensor by default.
  std::optional<DType> dtype = {};  ///< That of `x` by default, int32 for bool.
};
/// The sums of the elements up to each one along `axis`.
Tensor cumsum(const Tensor& x, CumulativeOptions options = {});
Tensor cumprod(const Tensor& x, CumulativeOptions options = {});
struct SortOptions {
  std::optional<int> axis = -1;  ///< None for the flattened tensor.
};
/// The elements in ascending order along `axis`, NaN last.
Tensor sort(const Tensor& x, SortOptions options = {});
/// The places of the sorted elements, earlier first among equals, as int32.
Tensor argsort(const Tensor& x, SortOptions options = {});

// ---- matrix products ----------------------------------------------------------------------------

/// The product of the last two axes, the leading ones broadcast; a vector is a row on the left and
/// a column on the right, and its axis vanishes.
Tensor matmul(const Tensor& x1, const Tensor& x2);
/// The sum of products over the last axis of x1 and the second to last of x2.
Tensor dot(const Tensor& x1, const Tensor& x2);
/// The sum of products over the last `axes` axes of x1 and the first of x2.
Tensor tensordot(const Tensor& x1, const Tensor& x2, int axes = 2);
/// The sum of products over axes axes1[i] of x1 and axes2[i] of x2.
Tensor tensordot(const Tensor& x1, const Tensor& x2, Axes axes1, Axes axes2);
/// The products of each element of x1 with each of x2, both flattened.
Tensor outer(const Tensor& x1, const Tensor& x2);
/// The sum of products that `subscripts` describes, as in NumPy: a letter for each axis, `...` for
/// axes that broadcast.
///
///     ops::einsum("bqhd,bkhd->bhqk", {query, key})
Tensor einsum(const std::string& subscripts, const std::vector<Tensor>& operands);

// ---- shape --------------------------------------------------------------------------------------

/// The same elements in row-major order in another shape; one length may be -1.
Tensor reshape(const Tensor& x, Shape newshape);
struct TransposeOptions {
  std::vector<int> axes = {};  ///< Reversed by default.
};
Tensor transpose(const Tensor& x, TransposeOptions options = {});
Tensor swapaxes(const Tensor& x, int axis1, int axis2);
Tensor moveaxis(const Tensor& x, Axes source, Axes destination);
Tensor expand_dims(const Tensor& x, Axes axis);
struct SqueezeOptions {
  Axes axis = {};  ///< All axes of length 1 by default.
};
Tensor squeeze(const Tensor& x, SqueezeOptions options = {});
Tensor ravel(const Tensor& x);
Tensor broadcast_to(const Tensor& x, Shape shape);
struct AxisOptions {
  int axis = 0;
};
/// The tensors one after the other along `axis`.
Tensor concatenate(const std::vector<Tensor>& xs, AxisOptions options = {});
/// The tensors side by side along a new `axis`.
Tensor stack(const std::vector<Tensor>& x, AxisOptions options = {});
/// `x` cut into that many equal pieces along `axis`, or at those places.
std::vector<Tensor> split(const Tensor& x, Integers indices_or_sections, AxisOptions options = {});
struct FlipOptions {
  Axes axis = {};
};
Tensor flip(const Tensor& x, FlipOptions options = {});
Tensor tile(const Tensor& x, Integers repeats);
struct RepeatOptions {
  std::optional<int> axis = {};  ///< The flattened tensor by default.
};
/// `x` with each element `repeats` times in a row along `axis`; several numbers are one for each
/// place.
Tensor repeat(const Tensor& x, Integers repeats, RepeatOptions options = {});
struct RollOptions {
  Axes axis = {};  ///< The flattened tensor by default.
};
/// `x` with each element `shift` places further along `axis`, from the end back to the front.
Tensor roll(const Tensor& x, Integers shift, RollOptions options = {});
struct PadOptions {
  std::string mode = "constant";  ///< Or how numpy.pad makes the elements: "edge", "wrap" ...
  double constant_values = 0;
};
/// `x` with (before, after) elements added to each axis.
Tensor pad(const Tensor& x, std::vector<std::pair<int, int>> pad_width, PadOptions options = {});

// ---- picking ------------------------------------------------------------------------------------

struct TakeOptions {
  std::optional<int> axis = {};  ///< Of the flattened tensor by default.
};
/// The elements of `x` at `indices` along `axis`; negative indices count from the end.
Tensor take(const Tensor& x, const Tensor& indices, TakeOptions options = {});
/// For each element of `indices`, the element of `x` at that place along `axis`.
Tensor take_along_axis(const Tensor& x, const Tensor& indices, TakeOptions options = {});
/// Where elements of a tensor are: one tensor of indices (n,) for each axis.
class Places {
 public:
  explicit Places(std::vector<Tensor> axes) : axes_(std::move(axes)) {}

  std::size_t size() const { return axes_.size(); }  ///< The number of axes.
  auto begin() const { return axes_.begin(); }
  auto end() const { return axes_.end(); }
  /// The indices along an axis.
  const Tensor& operator[](int axis) const;
  /// Some of the indices into a vector.
  Tensor operator[](Range places) const;

 private:
  std::vector<Tensor> axes_;
};

/// The places of the elements that are not 0. Computed at once: their number depends on the values.
///
///     const auto [rows, columns] = std::pair(ops::nonzero(x)[0], ops::nonzero(x)[1]);
///     const auto some = x[ops::nonzero(labels == 3)[range(0, 100)]];
Places nonzero(const Tensor& x);
struct TriangleOptions {
  int k = 0;  ///< The diagonal, above 0 to the right.
};
/// `x` with 0 above diagonal k of its last two axes.
Tensor tril(const Tensor& x, TriangleOptions options = {});
/// `x` with 0 below diagonal k of its last two axes.
Tensor triu(const Tensor& x, TriangleOptions options = {});
/// Diagonal k of a matrix, or the matrix with a vector on diagonal k.
Tensor diag(const Tensor& x, TriangleOptions options = {});
struct DiagonalOptions {
  int offset = 0;
  int axis1 = 0, axis2 = 1;
};
/// The elements (i, i + offset) of two axes, which become the last one.
Tensor diagonal(const Tensor& x, DiagonalOptions options = {});
/// The sum of a diagonal.
Tensor trace(const Tensor& x, DiagonalOptions options = {});

// ---- making -------------------------------------------------------------------------------------

struct DTypeOptions {
  DType dtype = config::floatx();
};
struct LikeOptions {
  std::optional<DType> dtype = {};  ///< That of `x` by default.
};
Tensor zeros(Shape shape, DTypeOptions options = {});
Tensor ones(Shape shape, DTypeOptions options = {});
/// `fill_value` everywhere, in its own dtype (bool, int32, float32) by default.
Tensor full(Shape shape, const Tensor& fill_value, LikeOptions options = {});
Tensor zeros_like(const Tensor& x, LikeOptions options = {});
Tensor ones_like(const Tensor& x, LikeOptions options = {});
Tensor full_like(const Tensor& x, const Tensor& fill_value, LikeOptions options = {});
/// 0, 1, ... below `stop`.
Tensor arange(std::int64_t stop, LikeOptions options = {});
Tensor arange(double start, double stop, double step = 1, LikeOptions options = {});
struct LinspaceOptions {
  int num = 50;
  bool endpoint = true;             ///< Whether `stop` is the last number.
  bool retstep = false;             ///< Must be false: see `linspace_with_step`.
  std::optional<DType> dtype = {};  ///< That of the arguments, at least float32, by default.
  int axis = 0;                     ///< The new axis, if `start` or `stop` have any.
};
/// `num` evenly spaced numbers from `start` to `stop`.
Tensor linspace(const Tensor& start, const Tensor& stop, LinspaceOptions options = {});
/// The same and the distance between two of them (Python's `retstep=True`).
std::pair<Tensor, Tensor> linspace_with_step(const Tensor& start, const Tensor& stop,
                                             LinspaceOptions options = {});
struct EyeOptions {
  std::optional<int> M = {};  ///< Columns; as many as rows by default.
  int k = 0;                  ///< The diagonal that is 1, above 0 to the right.
  DType dtype = config::floatx();
};
Tensor eye(int N, EyeOptions options = {});

/// Numbers or strings in braces as a tensor: `ops::array({{1, 2}, {3, 4}})`. Whole numbers give
/// int32.
class Nested {
 public:
  Nested(int value) : value_(value) {}
  Nested(double value) : value_(value), whole_(false) {}
  Nested(const char* value) : Nested(std::string(value)) {}
  Nested(std::string value) : text_(std::move(value)), whole_(false) {}
  Nested(std::initializer_list<Nested> items) : items_(items), list_(true) {}

 private:
  friend Tensor array(const Nested& values);
  void collect(std::vector<const Nested*>& out, Shape& shape, int depth) const;
  double value_ = 0;
  std::optional<std::string> text_ = {};
  bool whole_ = true;
  std::vector<Nested> items_;
  bool list_ = false;
};
Tensor array(const Nested& values);

}  // namespace keras::ops
