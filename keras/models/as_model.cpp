#include "keras/models/as_model.hpp"

namespace keras {

Model as_model(const Layer& layer) {
  const auto impl = std::dynamic_pointer_cast<Model::Impl>(layer.impl());
  return impl ? Model(impl) : Model();
}

}  // namespace keras
