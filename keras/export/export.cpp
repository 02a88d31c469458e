#include <algorithm>
#include <iostream>
#include <limits>
#include <span>
#include <vector>

#include "keras/core/error.hpp"
#include "keras/export/onnx_file.hpp"
#include "keras/export/onnx_graph.hpp"
#include "keras/io/atomic_file.hpp"
#include "keras/models/model.hpp"

namespace keras {
namespace {

void check_format(const ExportOptions& options) {
  const std::vector<std::string> others = {"tf_saved_model", "openvino", "litert", "torch"};
  if (options.format != "onnx") {
    const bool known = std::find(others.begin(), others.end(), options.format) != others.end();
    fail("export_to: format must be 'onnx'; received ", quoted(options.format),
         known ? ", which belongs to another framework" : "");
  }
  if (options.opset_version.value_or(onnx::opset_version) != onnx::opset_version)
    fail("export_to: opset_version must be ", onnx::opset_version,
         "; received opset_version=", *options.opset_version);
}

/// The specs of the inputs that the file shall have.
std::vector<Spec> signature_of(const Model& model, const ExportOptions& options) {
  const auto declared = model.implementation().input_specs();
  const auto& given = options.input_signature;
  if (given.empty() && declared.empty())
    fail("export_to: the model does not know its inputs; give input_signature");
  if (!given.empty() && !declared.empty() && given.size() != declared.size())
    fail("export_to: input_signature must have a spec for each of ", declared.size(),
         " inputs; received ", given.size());
  auto signature = given.empty() ? declared : given;
  for (const auto& spec : signature)
    if (!spec.shape.from(std::min(spec.shape.rank(), 1)).known())
      fail("export_to: all lengths but the first must be known; received the input ", spec.shape,
           ": give input_signature");
  return signature;
}

std::string file_of(const Model& model, const ExportOptions& options) {
  const auto signature = signature_of(model, options);
  try {
    if (model.impl()->lengths_depend_on_values())
      fail("the lengths of its outputs depend on the values of its inputs");
    return onnx::file_of(model, signature);
  } catch (const ValueError& error) {
    fail("export_to: model ", quoted(model.name()), " has no form in ONNX: ", error.what());
  }
}

}  // namespace

void Model::export_to(const std::string& path, const ExportOptions& options) const {
  check_format(options);
  const auto file = file_of(*this, options);
  constexpr std::size_t most = std::numeric_limits<std::int32_t>::max();
  if (file.size() > most)
    fail("export_to: an ONNX file holds at most ", most, " bytes; received a model of ",
         file.size());
  io::write_atomically(path, std::as_bytes(std::span(file)));
  if (options.verbose) std::cout << "Saved artifact at '" << path << "'.\n";
}

}  // namespace keras
