#include "keras/cli/data.hpp"

#include <algorithm>
#include <optional>

#include "keras/data/load.hpp"
#include "keras/io/file.hpp"
#include "keras/io/npy.hpp"
#include "keras/io/npz.hpp"
#include "keras/models/trainer.hpp"

namespace keras::cli {
namespace {

/// The arrays of a DATA file; that of a `.npy` file is called x.
class DataFile {
 public:
  explicit DataFile(const std::string& path) {
    auto file = io::read_file(path);
    if (io::ZipReader::recognizes(file.bytes())) {
      npz_.emplace(std::move(file));
      names_ = npz_->names();
    } else if (io::is_npy(file.bytes())) {
      npy_ = io::read_npy(file);
      names_ = {"x"};
    } else {
      fail("the file must be a .npy or .npz file, as numpy.save and numpy.savez write them");
    }
  }

  const std::vector<std::string>& names() const { return names_; }
  bool contains(const std::string& name) const {
    return std::find(names_.begin(), names_.end(), name) != names_.end();
  }

  Tensor tensor(const std::string& name) const {
    return data::tensor_of(npz_ ? npz_->array(name) : npy_);
  }

 private:
  std::optional<io::NpzReader> npz_;
  io::Array npy_;
  std::vector<std::string> names_;
};

/// What a group of arrays is for: the inputs, the targets or the sample weights.
struct Role {
  std::string letter;              ///< "x": the arrays are called x, or x0, x1, ...
  std::string one;                 ///< "input", for errors
  std::vector<std::string> names;  ///< Of the model's inputs or outputs; empty when not known.
};

std::vector<std::string> numbered(const DataFile& file, const std::string& letter) {
  std::vector<std::string> names;
  for (int i = 0; file.contains(text(letter, i)); ++i) names.push_back(text(letter, i));
  return names;
}

[[noreturn]] void fail_for_missing(const DataFile& file, const Role& role) {
  const auto& names = role.names;
  std::size_t absent = 0;
  while (absent + 1 < names.size() && file.contains(names[absent])) ++absent;
  const auto first = names.size() > 1
                         ? text("'", role.letter, absent, "' or ", quoted(names[absent]))
                         : text("'", role.letter, "'");
  fail("the ", role.one, " ", names.size() > 1 ? quoted(names[absent]) : "",
       names.size() > 1 ? " " : "", "is missing: there must be an array ", first,
       "; received the arrays ", file.names());
}

/// The names of the arrays for `role`, in order; none when the file has none of them.
std::vector<std::string> arrays_for(const DataFile& file, const Role& role) {
  const auto numbers = numbered(file, role.letter);
  const auto wanted = role.names.size();
  if (file.contains(role.letter) && wanted <= 1) return {role.letter};
  if (numbers.size() > wanted && wanted > 0)
    fail("the array ", quoted(numbers[wanted]), " is one too many: the model has ", wanted, " ",
         role.one, wanted == 1 ? "" : "s", " ", role.names);
  if (!numbers.empty() && (wanted == 0 || numbers.size() == wanted)) return numbers;
  std::size_t found = 0;
  for (const auto& name : role.names) found += file.contains(name) ? 1 : 0;
  if (wanted > 0 && found == wanted) return role.names;
  if (found > 0 || !numbers.empty()) fail_for_missing(file, role);
  if (file.contains(role.letter))
    fail("the array ", quoted(role.letter), " is one ", role.one, "; the model has ", wanted, " ",
         role.one, "s ", role.names, ": a .npz file must have an array of that name for each");
  return {};
}

Tensors tensors_of(const DataFile& file, const std::vector<std::string>& names) {
  std::vector<Tensor> tensors;
  for (const auto& name : names) tensors.push_back(file.tensor(name));
  if (tensors.empty()) return {};
  return tensors.size() == 1 ? Tensors(tensors[0]) : Tensors(std::move(tensors));
}

/// An error for text where numbers are wanted, and for numbers where text is.
void check_kind(const std::string& name, const Tensor& tensor, bool wants_text) {
  const bool has_text = tensor.dtype() == DType::string;
  if (has_text && !wants_text)
    fail("array ", quoted(name), " must hold numbers; received text (dtype string)");
  if (wants_text && !has_text)
    fail("array ", quoted(name), " must hold text; received numbers (dtype ", tensor.dtype(), ")");
}

void check_numbers(const std::vector<std::string>& names, const Tensors& tensors) {
  for (std::size_t i = 0; i < names.size(); ++i) check_kind(names[i], tensors[i], false);
}

/// All arrays must have as many rows as the first one.
class Lengths {
 public:
  void check(const std::vector<std::string>& names, const Tensors& tensors) {
    for (std::size_t i = 0; i < names.size(); ++i) check(names[i], tensors[i]);
  }

 private:
  void check(const std::string& name, const Tensor& tensor) {
    if (tensor.rank() == 0)
      fail("array ", quoted(name), " must have an axis of samples; received shape ()");
    const auto length = tensor.shape(0);
    if (length == 0)
      fail("array ", quoted(name), " must have at least one sample; received shape ",
           tensor.shape());
    if (first_.empty()) first_ = name, length_ = length;
    if (length != length_)
      fail("the arrays must have the same number of samples; received ", length_, " in ",
           quoted(first_), " and ", length, " in ", quoted(name));
  }

  std::string first_;
  std::int64_t length_ = 0;
};

Tensors take_inputs(const DataFile& file, const Model& model, Lengths& lengths) {
  const Role role = {"x", "input", model.implementation().input_names()};
  const auto names = arrays_for(file, role);
  if (names.empty()) fail_for_missing(file, role);
  const auto tensors = tensors_of(file, names);
  const auto specs = model.implementation().input_specs();
  for (std::size_t i = 0; i < std::min(names.size(), specs.size()); ++i)
    check_kind(names[i], tensors[i], specs[i].dtype == DType::string);
  lengths.check(names, tensors);
  return tensors;
}

Tensors take_targets(const DataFile& file, const Model& model, Lengths& lengths) {
  const Role role = {"y", "target", model.implementation().output_names()};
  const auto names = arrays_for(file, role);
  if (names.empty() && model.implementation().trainer->options().loss.given())
    fail_for_missing(file, role);
  const auto tensors = tensors_of(file, names);
  check_numbers(names, tensors);
  lengths.check(names, tensors);
  return tensors;
}

Tensors take_weights(const DataFile& file, const Model& model, Lengths& lengths) {
  auto names = numbered(file, "sample_weight");
  if (file.contains("sample_weight")) names = {"sample_weight"};
  const auto outputs = model.implementation().output_names().size();
  if (names.size() > 1 && names.size() != outputs)
    fail("there must be one array of sample weights, or one for each of the ", outputs,
         " outputs; received ", names);
  const auto tensors = tensors_of(file, names);
  check_numbers(names, tensors);
  lengths.check(names, tensors);
  return tensors;
}

}  // namespace

Tensors read_inputs(const std::string& path, const Model& model) {
  return io::naming(path, [&] {
    Lengths lengths;
    return take_inputs(DataFile(path), model, lengths);
  });
}

Data read_samples(const std::string& path, const Model& model) {
  return io::naming(path, [&] {
    const DataFile file(path);
    Lengths lengths;
    auto x = take_inputs(file, model, lengths);
    auto y = take_targets(file, model, lengths);
    return Data(std::move(x), std::move(y), take_weights(file, model, lengths));
  });
}

}  // namespace keras::cli
