#include "keras/graph/structure.hpp"

#include <algorithm>

#include "keras/core/error.hpp"

namespace keras {

Tensor& Dict::operator[](const std::string& name) {
  for (auto& [key, tensor] : items_)
    if (key == name) return tensor;
  return items_.emplace_back(name, Tensor()).second;
}

const Tensor& Dict::operator[](const std::string& name) const {
  std::vector<std::string> names;
  for (const auto& [key, tensor] : items_) {
    if (key == name) return tensor;
    names.push_back(key);
  }
  fail("Dict: there is no ", quoted(name), suggestion(name, names));
}

bool Dict::contains(std::string_view name) const {
  return std::any_of(items_.begin(), items_.end(),
                     [&](const auto& item) { return item.first == name; });
}

Tensors::Tensors(const Dict& dict) : kind_(Kind::dict) {
  std::vector<std::pair<std::string, Tensor>> sorted(dict.begin(), dict.end());
  std::sort(sorted.begin(), sorted.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  for (auto& [name, tensor] : sorted) {
    names_.push_back(std::move(name));
    tensors_.push_back(std::move(tensor));
  }
}

Tensors Tensors::with(std::vector<Tensor> flat) const {
  auto result = *this;
  result.tensors_ = std::move(flat);
  return result;
}

Tensors::operator Tensor() const {
  if (tensors_.size() != 1)
    fail("one tensor is wanted here; received ", tensors_.size(), "; use call<", tensors_.size(),
         ">()");
  return tensors_[0];
}

Dict Tensors::dict() const {
  if (kind_ != Kind::dict)
    fail("named tensors are wanted here; received ", tensors_.size(), " without names");
  Dict result;
  for (std::size_t i = 0; i < tensors_.size(); ++i) result[names_[i]] = tensors_[i];
  return result;
}

}  // namespace keras
