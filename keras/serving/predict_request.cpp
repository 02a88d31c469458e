#include "keras/serving/predict_request.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "keras/core/error.hpp"
#include "keras/core/json.hpp"
#include "keras/models/names_of_outputs.hpp"
#include "keras/serving/tensor_json.hpp"

namespace keras::serving {
namespace {

/// What of a model a request is read by.
struct Signature {
  std::vector<std::string> names;  ///< Of the inputs; empty when they are not known.
  std::vector<Spec> specs;

  explicit Signature(const Model& model)
      : names(model.implementation().input_names()), specs(model.implementation().input_specs()) {}

  Tensor tensor(std::size_t input, const std::string& name, const Value& lists) const {
    try {
      const auto wanted =
          input < specs.size() ? std::optional(specs[input].dtype) : std::optional<DType>();
      auto result = tensor_from_json(lists, wanted);
      if (result.rank() == 0) fail("must be a list with an item for each sample; received ", lists);
      return result;
    } catch (const ValueError& error) {
      fail("input ", quoted(name), ": ", error.what());
    }
  }

  /// The only input, whose name is not told.
  Tensors only(const Value& lists) const {
    if (names.size() > 1)
      fail("the model has the inputs ", names, ": each must be given by its name");
    return tensor(0, names.empty() ? "inputs" : names[0], lists);
  }

  /// Inputs by name.
  Tensors named(const Object& inputs) const {
    if (names.empty()) return all_of(inputs);
    for (const auto& [name, lists] : inputs)
      if (std::find(names.begin(), names.end(), name) == names.end())
        fail("the model has no input ", quoted(name), suggestion(name, names));
    std::vector<Tensor> tensors;
    for (std::size_t i = 0; i < names.size(); ++i) {
      const auto* lists = inputs.find(names[i]);
      if (!lists) fail("the input ", quoted(names[i]), " is missing; the model has ", names);
      tensors.push_back(tensor(i, names[i], *lists));
    }
    return tensors.size() == 1 ? Tensors(tensors[0]) : Tensors(std::move(tensors));
  }

 private:
  Tensors all_of(const Object& inputs) const {
    Dict dict;
    for (const auto& [name, lists] : inputs) dict[name] = tensor(0, name, lists);
    return dict;
  }
};

/// An object that names inputs, and no string in base64.
bool names_inputs(const Value& value) { return value.is_object() && !is_base64(value); }

/// Rows that name their inputs, as one list for each input.
Object by_column(List rows) {
  Object columns;
  for (const auto& [name, item] : rows[0].as_object()) columns[name] = List();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!names_inputs(rows[i]) || rows[i].as_object().size() != columns.size())
      fail("instances: all must name the same inputs; instance ", i, " does not");
    for (auto& [name, item] : rows[i].as_object()) {
      auto* column = columns.find(name);
      if (!column) fail("instances: all must name the same inputs; instance ", i, " does not");
      column->as_list().push_back(std::move(item));
    }
  }
  return columns;
}

Tensors inputs_of_rows(const Signature& signature, Value rows) {
  if (!rows.is_list() || rows.as_list().empty())
    fail("instances: must be a list of at least one instance; received ", rows);
  if (!names_inputs(rows.as_list()[0])) return signature.only(rows);
  return signature.named(by_column(std::move(rows.as_list())));
}

Tensors inputs_of_columns(const Signature& signature, const Value& columns) {
  return names_inputs(columns) ? signature.named(columns.as_object()) : signature.only(columns);
}

/// `{"name": ..., ...}` with what `write` writes for each output.
template <class Write>
void write_named(std::string& out, const std::vector<std::string>& names, Write write) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    append(out, text(i == 0 ? "{" : ", ", to_json(names[i]), ": "));
    write(i);
  }
  out += '}';
}

std::string columns_json(const Model& model, const Tensors& outputs) {
  std::string out = "{\"outputs\": ";
  const auto write = [&](std::size_t i) { JsonElements(outputs[i]).write(out); };
  if (outputs.size() == 1) {
    write(0);
  } else {
    write_named(out, names_of_outputs(model, outputs), write);
  }
  return out + "}\n";
}

std::string rows_json(const Model& model, const Tensors& outputs) {
  std::vector<JsonElements> elements;
  for (const auto& output : outputs.flat()) elements.emplace_back(output);
  std::string out = "{\"predictions\": ";
  if (elements.size() == 1) {
    elements[0].write(out);
    return out + "}\n";
  }
  const auto names = names_of_outputs(model, outputs);
  for (std::size_t i = 0; i < names.size(); ++i)
    if (elements[i].rows() != elements[0].rows())
      fail("instances: the outputs ", quoted(names[0]), " and ", quoted(names[i]),
           " have different numbers of rows; ask for them with inputs");
  for (std::int64_t row = 0; row < elements[0].rows(); ++row) {
    out += row == 0 ? "[" : ", ";
    write_named(out, names, [&](std::size_t i) { elements[i].write_row(out, row); });
  }
  return out + "]}\n";
}

void check_members(const Value& request) {
  const std::vector<std::string> known = {"signature_name", "instances", "inputs"};
  if (!request.is_object()) fail("the body must be a JSON object; received ", request);
  for (const auto& [name, value] : request.as_object())
    if (std::find(known.begin(), known.end(), name) == known.end())
      fail("the body has a member ", quoted(name), " that is not known", suggestion(name, known));
  if ((request.find("instances") != nullptr) == (request.find("inputs") != nullptr))
    fail("the body must have one of the members 'instances' and 'inputs'");
  const auto* signature = request.find("signature_name");
  if (!signature) return;
  if (!signature->is_string() ||
      (signature->as_string() != "serving_default" && signature->as_string() != "serve" &&
       !signature->as_string().empty()))
    fail("signature_name: must be 'serving_default' or 'serve'; received ", *signature);
}

}  // namespace

std::string predict_json(const Model& model, const std::string& request) {
  auto body = parse_json(request, {.bytes = request.size()});
  check_members(body);
  const Signature signature(model);
  const bool in_rows = body.find("instances") != nullptr;
  const auto inputs = in_rows ? inputs_of_rows(signature, std::move(body.as_object()["instances"]))
                              : inputs_of_columns(signature, *body.find("inputs"));
  body = {};  // may be much larger than the tensors
  const auto outputs = model.predict_all(inputs, {.verbose = 0});
  return in_rows ? rows_json(model, outputs) : columns_json(model, outputs);
}

}  // namespace keras::serving
