#include "keras/saving/weights_file.hpp"

#include <map>
#include <set>
#include <utility>

#include "keras/graph/evaluate.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/saving/saving.hpp"

namespace keras::saving {
namespace {

constexpr std::size_t most_listed = 3;

thread_local std::vector<std::string> warnings;

bool is_of_optimizer(std::string_view path) {
  return path == "optimizer" || path.starts_with("optimizer/");
}

/// Whether the file has all variables of the group, in their shapes; the reason otherwise.
std::string misfit(const WeightGroup& group, const StoredWeights& stored) {
  const auto path = vars_of(group);
  const auto count = stored.count(path);
  const auto what = text(group.class_name, " ", quoted(group.name), " at ", quoted(path));
  const auto wanted = group.variables.size() + group.tensors.size();
  if (count != wanted) return text(what, " needs ", wanted, " arrays; the file has ", count);
  for (const auto& tensor : group.tensors)
    if (!stored.find(path + "/" + tensor.name))
      return text(what, " needs the array ", quoted(tensor.name), ", which the file lacks");
  for (std::size_t i = 0; i < group.variables.size(); ++i) {
    const auto name = text(path, "/", i);
    const auto array = stored.find(name);
    if (!array) return text(what, " needs the array ", quoted(name), ", which the file lacks");
    if (array->shape() != group.variables[i].shape())
      return text(what, " needs an array of shape ", group.variables[i].shape(), " at ",
                  quoted(name), "; the file has ", array->shape());
  }
  return {};
}

void assign(const WeightGroup& group, const StoredWeights& stored) {
  for (std::size_t i = 0; i < group.variables.size(); ++i)
    group.variables[i].assign(tensor_of(*stored.find(text(vars_of(group), "/", i))));
  for (const auto& change : group.changes) change.assign(ops::zeros(change.shape()));
  for (const auto& tensor : group.tensors)
    tensor.load(tensor_of(*stored.find(vars_of(group) + "/" + tensor.name)));
}

/// What a file and a model do not have in common.
class Mismatch {
 public:
  void missing(std::string reason) { missing_.push_back(std::move(reason)); }
  void left_over(const std::string& path, std::size_t count) {
    left_over_.push_back(text("the file has ", count, " arrays at ", quoted(path),
                              ", which no layer of the model takes"));
  }

  void warn_about() const {
    for (const auto* list : {&missing_, &left_over_})
      for (const auto& sentence : *list) warn("skipped: " + sentence);
  }
  void expect_none() const {
    if (missing_.empty() && left_over_.empty()) return;
    fail("the weights do not fit the model: ", listed(missing_),
         missing_.empty() || left_over_.empty() ? "" : "; ", listed(left_over_));
  }

 private:
  static std::string listed(const std::vector<std::string>& sentences) {
    std::string out;
    for (std::size_t i = 0; i < std::min(most_listed, sentences.size()); ++i)
      out += (i > 0 ? "; " : "") + sentences[i];
    if (sentences.size() > most_listed)
      append(out, text("; and ", sentences.size() - most_listed, " more"));
    return out;
  }

  std::vector<std::string> missing_, left_over_;
};

}  // namespace

std::string vars_of(const WeightGroup& group) {
  return group.path.empty() ? "vars" : group.path + "/vars";
}

std::vector<SavedArray> saved_arrays(const WeightGroup& group) {
  const auto path = vars_of(group);
  std::vector<SavedArray> arrays;
  for (const auto& variable : group.variables) {
    const auto& adapted = variable.slot()->adapted;
    arrays.push_back({text(path, "/", arrays.size()),
                      adapted ? ops::cast(adapted(variable), variable.dtype()) : variable.value()});
  }
  for (const auto& tensor : group.tensors)
    arrays.push_back({path + "/" + tensor.name, tensor.value()});
  for (const auto& array : arrays) graph::evaluate({array.value});
  return arrays;
}

void put_array(io::Hdf5Writer& writer, const std::string& path, const Tensor& value) {
  const auto dtype = value.dtype() == DType::int64 ? DType(DType::int32) : value.dtype();
  writer.dataset(path, dtype, value.shape(),
                 [value](const io::Sink& sink) { sink(value.bytes()); });
  if (dtype == DType::bfloat16) writer.attribute(path, "dtype", "bfloat16");
}

Variables optimizer_variables(Variables variables, std::size_t count) {
  if (variables.size() == count + 1 && count > 0 && variables[1].name() == "learning_rate")
    variables.erase(variables.begin() + 1);
  return variables;
}

void warn(std::string sentence) { warnings.push_back(std::move(sentence)); }
std::vector<std::string> take_warnings() { return std::exchange(warnings, {}); }

void put_weights(const Model& model, io::Hdf5Writer& writer) {
  for (const auto& group : weight_groups(model)) {
    const auto path = vars_of(group);
    writer.group(path);
    writer.attribute(path, "name", group.name);
    for (const auto& array : saved_arrays(group)) put_array(writer, array.path, array.value);
  }
}

void take_weights(const Model& model, const StoredWeights& stored, bool skip_mismatch) {
  Mismatch mismatch;
  std::vector<WeightGroup> fitting;
  std::set<std::string> known;
  for (auto& group : weight_groups(model)) {
    group.path = stored.as_stored(group.path);
    known.insert(vars_of(group));
    if (is_of_optimizer(group.path)) {
      if (!stored.contains("optimizer")) continue;
      group.variables =
          optimizer_variables(std::move(group.variables), stored.count(vars_of(group)));
    }
    if (auto reason = misfit(group, stored); reason.empty()) {
      fitting.push_back(std::move(group));
    } else if (is_of_optimizer(group.path)) {
      warn(text("the optimizer starts fresh: ", reason));
    } else {
      mismatch.missing(std::move(reason));
    }
  }
  std::map<std::string, std::size_t> left_over;
  for (const auto& array : stored.arrays()) {
    const auto path = array.substr(0, array.rfind('/'));
    // Keras 2 kept the state of metrics, which begins anew with each epoch.
    if (!known.contains(path) && !is_of_optimizer(path) && !path.starts_with("metrics/"))
      ++left_over[path];
  }
  for (const auto& [path, count] : left_over) mismatch.left_over(path, count);
  if (skip_mismatch) {
    mismatch.warn_about();
  } else {
    mismatch.expect_none();
  }
  for (const auto& group : fitting) assign(group, stored);
}

}  // namespace keras::saving
