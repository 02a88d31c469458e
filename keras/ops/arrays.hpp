// keras.ops: more of what NumPy does with the shape and the order of elements.
#pragma once
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "keras/core/axes.hpp"
#include "keras/core/integers.hpp"
#include "keras/core/settings.hpp"
#include "keras/graph/tensor.hpp"

namespace keras::ops {

/// The dtype of the elements of `x`.
inline DType dtype(const Tensor& x) { return x.dtype(); }
/// Whether `x` is a tensor, and not a number or something else that can become one.
template <class T>
constexpr bool is_tensor(const T& /*x*/) {
  return std::is_same_v<T, Tensor>;
}

/// The number of elements.
Tensor size(const Tensor& x);
/// The number of axes.
Tensor ndim(const Tensor& x);
/// The lengths of the axes.
Shape shape(const Tensor& x);

struct AppendOptions {
  std::optional<int> axis = {};  ///< Both flattened by default.
};
/// The elements of x1, then those of x2, along `axis`.
Tensor append(const Tensor& x1, const Tensor& x2, AppendOptions options = {});
/// Side by side: along the second axis, or the first of vectors.
Tensor hstack(const std::vector<Tensor>& xs);
/// One above the other: along the first axis; vectors are rows.
Tensor vstack(const std::vector<Tensor>& xs);
/// One behind the other: along the third axis.
Tensor dstack(const std::vector<Tensor>& xs);
struct ArraySplitOptions {
  int axis = 0;
};
/// `split` into pieces of which the first may be longer by one.
std::vector<Tensor> array_split(const Tensor& x, Integers indices_or_sections,
                                ArraySplitOptions options = {});
std::vector<Tensor> hsplit(const Tensor& x, Integers indices_or_sections);
std::vector<Tensor> vsplit(const Tensor& x, Integers indices_or_sections);
std::vector<Tensor> dsplit(const Tensor& x, Integers indices_or_sections);
struct UnstackOptions {
  std::optional<int> num = {};  ///< The length of the axis; known without it.
  int axis = 0;
};
/// The places along `axis`, one by one.
std::vector<Tensor> unstack(const Tensor& x, UnstackOptions options = {});

/// Left to right: the second axis turned around.
Tensor fliplr(const Tensor& x);
/// Upside down: the first axis turned around.
Tensor flipud(const Tensor& x);
struct Rot90Options {
  int k = 1;  ///< How many times.
  std::pair<int, int> axes = {0, 1};
};
/// Turned by 90 degrees, from the first of `axes` toward the second.
Tensor rot90(const Tensor& array, Rot90Options options = {});

struct DiagflatOptions {
  int k = 0;
};
/// The matrix with the flattened `x` on diagonal k.
Tensor diagflat(const Tensor& x, DiagflatOptions options = {});
struct TriOptions {
  std::optional<int> M = {};  ///< Columns; as many as rows by default.
  int k = 0;
  DType dtype = config::floatx();
};
/// 1 at and below diagonal k, 0 above.
Tensor tri(int N, TriOptions options = {});
struct IdentityOptions {
  DType dtype = config::floatx();
};
Tensor identity(int n, IdentityOptions options = {});
/// Zeros: no memory is left to chance.
Tensor empty(Shape shape, IdentityOptions options = {});
struct EmptyLikeOptions {
  std::optional<DType> dtype = {};
};
Tensor empty_like(const Tensor& x, EmptyLikeOptions options = {});
struct VanderOptions {
  std::optional<int> N = {};  ///< Columns; as many as elements by default.
  bool increasing = false;    ///< Whether the powers grow from left to right.
};
/// A row of powers for each element of a vector.
Tensor vander(const Tensor& x, VanderOptions options = {});
struct MeshgridOptions {
  std::string indexing = "xy";  ///< "xy" (the first two axes swapped) or "ij".
};
/// Each vector along an axis of its own, broadcast along those of the others.
std::vector<Tensor> meshgrid(const std::vector<Tensor>& x, MeshgridOptions options = {});
struct SpaceOptions {
  int num = 50;
  bool endpoint = true;
  double base = 10;
  std::optional<DType> dtype = {};
  int axis = 0;
};
/// `base` to the power of evenly spaced numbers from `start` to `stop`.
Tensor logspace(const Tensor& start, const Tensor& stop, SpaceOptions options = {});
struct GeomspaceOptions {
  int num = 50;
  bool endpoint = true;
  std::optional<DType> dtype = {};
  int axis = 0;
};
/// Numbers from `start` to `stop` with one ratio between neighbours.
Tensor geomspace(const Tensor& start, const Tensor& stop, GeomspaceOptions options = {});

// Windows of `x` elements as float32, `x` being a whole number; they are 0, or almost, at both
// ends.

/// A triangle.
Tensor bartlett(const Tensor& x);
/// 0.42 - 0.5 cos + 0.08 cos of twice the angle.
Tensor blackman(const Tensor& x);
/// 0.54 - 0.46 cos
Tensor hamming(const Tensor& x);
/// 0.5 - 0.5 cos
Tensor hanning(const Tensor& x);
/// i0(beta sqrt(1 - t^2)) / i0(beta) for t from -1 to 1 (Kaiser).
Tensor kaiser(const Tensor& x, double beta);

/// The sum of products over the last axes of both.
Tensor inner(const Tensor& x1, const Tensor& x2);
/// The sum of products of all elements.
Tensor vdot(const Tensor& x1, const Tensor& x2);
/// The Kronecker product: x2 times each element of x1, in its place.
Tensor kron(const Tensor& x1, const Tensor& x2);
struct CrossOptions {
  int axisa = -1, axisb = -1, axisc = -1;
  std::optional<int> axis = {};  ///< For all three.
};
/// The cross product of vectors of 3 (or 2) elements.
Tensor cross(const Tensor& x1, const Tensor& x2, CrossOptions options = {});
struct DiffOptions {
  int n = 1;
  int axis = -1;
};
/// The differences between neighbours along `axis`, n times.
Tensor diff(const Tensor& a, DiffOptions options = {});
struct TrapezoidOptions {
  Tensor x = {};  ///< Where the values are; evenly spaced by default.
  double dx = 1;  ///< The distance between two of them if so.
  int axis = -1;
};
/// The integral by the trapezoidal rule.
Tensor trapezoid(const Tensor& y, TrapezoidOptions options = {});

/// The vectors, and the columns of the matrices, side by side.
Tensor column_stack(const std::vector<Tensor>& tensors);
/// For places in a flattened tensor of `shape`, the place along each axis.
std::vector<Tensor> unravel_index(const Tensor& indices, Shape shape);
struct ViewOptions {
  std::optional<DType> dtype = {};
};
/// The same bytes as elements of another dtype; the length of the last axis follows.
Tensor view(const Tensor& x, ViewOptions options = {});
/// For each element, that of the first choice whose condition is true, `default` where none is.
Tensor select(const std::vector<Tensor>& condlist, const std::vector<Tensor>& choicelist,
              const Tensor& default_value = 0);
struct ArrayOptions {
  std::optional<DType> dtype = {};
};
/// `x` itself, or converted.
Tensor array(const Tensor& x, ArrayOptions options);

}  // namespace keras::ops
