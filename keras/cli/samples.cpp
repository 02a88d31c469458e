#include "keras/cli/samples.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "keras/cli/output.hpp"
#include "keras/data/load.hpp"
#include "keras/io/file.hpp"
#include "keras/io/npz.hpp"
#include "keras/saving/members.hpp"
#include "keras/saving/saving.hpp"
#include "keras/saving/target_version.hpp"

namespace keras::cli {
namespace {

constexpr const char* member = "samples.npz";
constexpr double relative = 1e-3, absolute = 1e-4;  // other machines round otherwise

using NamedArrays = std::vector<std::pair<std::string, io::Array>>;

void add_arrays(NamedArrays& arrays, const char* letter, const Tensors& tensors) {
  for (std::size_t i = 0; i < tensors.size(); ++i)
    arrays.emplace_back(text(letter, i), array_of(tensors.flat()[i]));
}

std::vector<Tensor> numbered(const io::NpzReader& npz, const char* letter) {
  std::vector<Tensor> tensors;
  for (int i = 0; npz.contains(text(letter, i)); ++i)
    tensors.push_back(data::tensor_of(npz.array(text(letter, i))));
  return tensors;
}

/// The largest difference of two outputs; an error where it is more than rounding.
double difference(const Tensor& got, const Tensor& saved, std::size_t output) {
  if (got.shape() != saved.shape())
    fail(member, ": output ", output, " must have the shape ", saved.shape(),
         " of the file; it has ", got.shape());
  const auto x = got.to_vector<double>(), y = saved.to_vector<double>();
  double largest = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const auto difference = std::abs(x[i] - y[i]);
    const bool both_nan = std::isnan(x[i]) && std::isnan(y[i]);
    if (x[i] != y[i] && !both_nan && !(difference <= absolute + relative * std::abs(y[i])))
      fail(member, ": number ", i, " of output ", output, " must be ", y[i],
           " as in the file; it is ", x[i]);
    if (difference > largest) largest = difference;
  }
  return largest;
}

}  // namespace

void save_with_samples(const Model& model, const std::string& path, const Tensors& x,
                       const SaveOptions& options) {
  NamedArrays arrays;
  add_arrays(arrays, "x", x);
  add_arrays(arrays, "y", model.predict_all(x, {.verbose = 0}));
  io::MemoryOutput npz;
  io::write_npz(npz, arrays);
  const auto saved = saving::for_version(saving::serialize_model(model), options.target_version);
  saving::write_keras(model, saved, path, {{member, npz.bytes()}});
}

std::optional<SampleCheck> check_samples(const Model& model, const std::string& path) {
  if (!std::filesystem::is_directory(path) &&
      !io::ZipReader::recognizes(io::read_file(path).bytes()))
    return std::nullopt;
  const saving::Members members(path);
  if (!members.contains(member)) return std::nullopt;
  const io::NpzReader npz(members.read(member));
  const auto x = numbered(npz, "x"), saved = numbered(npz, "y");
  if (x.empty()) fail(member, ": the array 'x0' is missing");
  const auto y = model.predict_all(x, {.verbose = 0}).flat();
  if (y.size() != saved.size())
    fail(member, ": must have ", y.size(), " outputs; it has ", saved.size());
  SampleCheck check = {x[0].rank() > 0 ? x[0].shape(0) : 1};
  for (std::size_t i = 0; i < y.size(); ++i)
    check.largest = std::max(check.largest, difference(y[i], saved[i], i));
  return check;
}

}  // namespace keras::cli
