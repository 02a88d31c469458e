#include "keras/models/names_of_outputs.hpp"

#include "keras/core/error.hpp"

namespace keras {

std::vector<std::string> names_of_outputs(const Model& model, const Tensors& outputs) {
  if (outputs.kind() == Tensors::Kind::dict) return outputs.names();
  auto names = model.implementation().output_names();
  if (names.size() == outputs.size()) return names;
  names.clear();
  for (std::size_t i = 0; i < outputs.size(); ++i) names.push_back(text("output_", i));
  return names;
}

}  // namespace keras
