#include "keras/export/onnx_file.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "keras/compiler/lower.hpp"
#include "keras/compiler/recording.hpp"
#include "keras/core/error.hpp"
#include "keras/export/onnx_operation.hpp"
#include "keras/models/names_of_outputs.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operators.hpp"

namespace keras::onnx {
namespace {

using compiler::Ir;
using compiler::Value;

/// Two sizes of a batch: what differs between the programs for them depends on the size.
constexpr std::int64_t small_batch = 5, large_batch = 7;

/// What a model computes for a batch of one size.
struct Program {
  Ir ir;
  Tensors outputs;
};

Program program_for(const Model& model, const std::vector<Spec>& signature, std::int64_t batch) {
  auto inputs = signature;
  for (auto& input : inputs)
    if (input.shape.rank() > 0 && input.shape[0] == Shape::unknown) input.shape[0] = batch;
  auto recording = compiler::record(inputs, [&](const std::vector<Tensor>& x) {
    return model.call_all(x.size() == 1 ? Tensors(x[0]) : Tensors(x), {.training = false});
  });
  for (const auto& update : recording.traced.updates)
    fail("it changes the variable ", quoted(update.slot->path), " when it predicts");
  return {compiler::lower(recording.traced), std::move(recording.outputs)};
}

Dim dim_of(std::int64_t small, std::int64_t large) {
  const auto scale = (large - small) / (large_batch - small_batch);
  return {scale, small - scale * small_batch};
}

/// Names that differ, where outputs of one layer would have the same.
Names distinct(Names names) {
  std::set<std::string> seen;
  for (auto& name : names)
    for (int i = 1; !seen.insert(name).second; ++i) name = text(name, "_", i);
  return names;
}

class Writer {
 public:
  Writer(const Model& model, const std::vector<Spec>& signature)
      : model_(model),
        small_(program_for(model, signature, small_batch)),
        large_(program_for(model, signature, large_batch)),
        names_(small_.ir.values.size()) {}

  std::string file() {
    check_alike();
    write_inputs();
    for (std::size_t i = 0; i < small_.ir.instructions.size(); ++i) write_instruction(i);
    write_outputs();
    return file_of(graph_, model_.name());
  }

 private:
  [[noreturn]] static void fail_for_batch() {
    fail("what it computes depends on the size of the batch, which ONNX cannot say");
  }

  void check_alike() const {
    const auto &a = small_.ir, &b = large_.ir;
    if (a.values.size() != b.values.size() || a.instructions.size() != b.instructions.size())
      fail_for_batch();
    for (std::size_t i = 0; i < a.instructions.size(); ++i) {
      const auto &x = a.instructions[i], &y = b.instructions[i];
      if (x.op->type() != y.op->type() || x.inputs != y.inputs || x.outputs != y.outputs ||
          x.trait != y.trait)
        fail_for_batch();
    }
  }

  Dims dims_of(int value) const {
    const auto &a = small_.ir.value(value).spec.shape, &b = large_.ir.value(value).spec.shape;
    if (a.rank() != b.rank()) fail_for_batch();
    Dims dims;
    for (int i = 0; i < a.rank(); ++i) dims.push_back(dim_of(a[i], b[i]));
    return dims;
  }

  DType dtype_of(int value) const { return small_.ir.value(value).spec.dtype; }

  void write_inputs() {
    auto names = model_.implementation().input_names();
    const auto& values = small_.ir.arguments;
    for (auto i = names.size(); i < values.size(); ++i) names.push_back(text("input_", i));
    names = distinct(names);
    for (std::size_t i = 0; i < values.size(); ++i) {
      const auto dims = dims_of(values[i]);
      graph_.input(names[i], dtype_of(values[i]), &dims);
      names_[std::size_t(values[i])] = names[i];
      if (batch_of_.empty() && !dims.empty() && dims[0] == Dim{1, 0}) batch_of_ = names[i];
    }
  }

  void write_outputs() {
    auto names = names_of_outputs(model_, small_.outputs);
    const auto& values = small_.ir.results;
    const auto inputs = model_.implementation().input_names();
    names.insert(names.begin(), inputs.begin(), inputs.end());  // whose names are taken
    names = distinct(names);
    for (std::size_t i = 0; i < values.size(); ++i) {
      const auto& name = names[inputs.size() + i];
      const auto dims = dims_of(values[i]);
      graph_.add_name(name, name_of(values[i]));
      graph_.output(name, dtype_of(values[i]), &dims);
    }
  }

  void write_instruction(std::size_t i) {
    const auto& instruction = small_.ir.instructions[i];
    if (instruction.outputs.empty()) return;  // nothing needs it
    Operation operation = {graph_, instruction.op->name(),      instruction.trait, {},
                           {},     instruction.op->attributes()};
    operation.attributes_vary = operation.attributes != large_.ir.instructions[i].op->attributes();
    operation.lengths = [this](const Dims& dims) { return lengths(dims); };
    for (const int input : instruction.inputs)
      operation.inputs.push_back({name_of(input), dtype_of(input), dims_of(input)});
    for (const int output : instruction.outputs)
      operation.outputs.push_back({"", dtype_of(output), dims_of(output)});
    const auto written = write(operation);
    for (std::size_t j = 0; j < written.size(); ++j)
      names_[std::size_t(instruction.outputs[j])] = written[j];
  }

  /// The name of a value, which is written first if need be.
  const std::string& name_of(int value) {
    auto& name = names_[std::size_t(value)];
    if (name.empty()) name = written_name(value);
    if (name.empty()) fail("it needs an inner result of a recurrent layer, which ONNX has not");
    return name;
  }

  std::string written_name(int value) {
    const auto& small = small_.ir.value(value);
    if (small.base != value) return reshaped(value, small.base);
    switch (small.home) {
      case Value::Home::scalar:
        return scalar(value);
      case Value::Home::constant:
        return constant(value);
      case Value::Home::variable:
        return variable(*small_.ir.slots[std::size_t(small.index)]);
      default:
        return "";
    }
  }

  std::string reshaped(int value, int base) {
    const auto dims = dims_of(value);
    if (dims == dims_of(base)) return name_of(base);
    Integers shape;
    for (const auto& dim : dims) shape.push_back(dim.fixed() ? dim.offset : -1);
    const auto name = name_of(base);
    const bool inferred = std::count(shape.begin(), shape.end(), -1) <= 1;
    return graph_.add("Reshape", {name, inferred ? graph_.integers(shape) : lengths(dims)});
  }

  std::string scalar(int value) {
    const auto &small = small_.ir.value(value), &large = large_.ir.value(value);
    if (small.scalar != large.scalar) fail_for_batch();
    if (small.spec.shape.rank() == 0) return graph_.number(small.scalar, small.spec.dtype);
    const auto number = ops::cast(Tensor(std::vector<double>{small.scalar}), small.spec.dtype);
    return graph_.constant(number.reshape(small.spec.shape));
  }

  static Tensor tensor_of(const Value& value) {
    const bool plain = value.layout == graph::Layout::plain;
    return make_tensor(value.spec,
                       plain ? value.storage : graph::in_rows(value.storage, value.spec.shape));
  }

  std::string constant(int value) {
    const auto small = tensor_of(small_.ir.value(value)), large = tensor_of(large_.ir.value(value));
    const auto bytes = small.bytes(), other = large.bytes();
    if (small.dtype() == DType::string) data_type(DType::string);
    if (std::equal(bytes.begin(), bytes.end(), other.begin(), other.end()))
      return graph_.constant(small);
    if (counts(small) && counts(large)) return count_to(dims_of(value)[0]);
    // Equal elements, as many as the batch wants.
    const auto first = small.reshape({-1})[range(0, 1)];
    if (!bool(ops::all(small == first)) || !bool(ops::all(large == first))) fail_for_batch();
    return graph_.add("Expand", {graph_.constant(first), lengths(dims_of(value))});
  }

  /// Whether these are the numbers 0, 1, 2, ...
  static bool counts(const Tensor& x) {
    if (x.dtype() != DType::int32 || x.rank() != 1) return false;
    const auto values = x.data<std::int32_t>();
    for (std::size_t i = 0; i < values.size(); ++i)
      if (values[i] != static_cast<std::int32_t>(i)) return false;
    return true;
  }

  std::string count_to(const Dim& dim) {
    const auto zero = graph_.number(0, DType::int32), one = graph_.number(1, DType::int32);
    return graph_.add("Range", {zero, length_as_number(graph_, lengths({dim})), one});
  }

  std::string variable(const graph::Slot& slot) {
    auto name = slot.path.empty() ? graph_.new_name("variable") : slot.path;
    if (!variables_.insert(name).second) name = graph_.new_name(name);
    return graph_.constant(name, slot.value);
  }

  /// The name of an int64 vector of lengths.
  std::string lengths(const Dims& dims) {
    Integers known;
    for (const auto& dim : dims) known.push_back(dim.offset);
    if (std::all_of(dims.begin(), dims.end(), [](const Dim& dim) { return dim.fixed(); }))
      return graph_.integers(known);
    Names parts;
    for (const auto& dim : dims)
      parts.push_back(dim.fixed() ? graph_.integers({dim.offset}) : length(dim));
    return graph_.add("Concat", parts, {{"axis", std::int64_t{0}}});
  }

  std::string length(const Dim& dim) {
    if (batch_.empty())
      batch_ =
          graph_.add("Shape", {batch_of_}, {{"start", std::int64_t{0}}, {"end", std::int64_t{1}}});
    const auto scaled = graph_.add("Mul", {batch_, graph_.integers({dim.scale})});
    return graph_.add("Add", {scaled, graph_.integers({dim.offset})});
  }

  Model model_;
  Program small_, large_;
  Graph graph_;
  Names names_;           ///< Of values, as far as they are written.
  std::string batch_of_;  ///< An input whose first length is the size of the batch.
  std::string batch_;     ///< That length.
  std::set<std::string> variables_;
};

}  // namespace

std::string file_of(const Model& model, const std::vector<Spec>& signature) {
  return Writer(model, signature).file();
}

}  // namespace keras::onnx
