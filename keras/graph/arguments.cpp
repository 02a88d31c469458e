#include "keras/graph/arguments.hpp"

#include <algorithm>

namespace keras {

void Arguments::set(std::string name, Item item) {
  const auto at = std::find_if(items_.begin(), items_.end(),
                               [&](const auto& each) { return each.first == name; });
  if (at == items_.end()) {
    items_.emplace_back(std::move(name), std::move(item));
  } else {
    at->second = std::move(item);
  }
}

const Arguments::Item* Arguments::find(std::string_view name) const {
  for (const auto& [key, item] : items_)
    if (key == name) return &item;
  return nullptr;
}

std::vector<Tensor> Arguments::tensors() const {
  std::vector<Tensor> flat;
  for (const auto& [name, item] : items_)
    if (const auto* tensors = std::get_if<Tensors>(&item))
      flat.insert(flat.end(), tensors->flat().begin(), tensors->flat().end());
  return flat;
}

Arguments Arguments::with(std::span<const Tensor>& flat) const {
  auto result = *this;
  for (auto& [name, item] : result.items_)
    if (auto* tensors = std::get_if<Tensors>(&item)) *tensors = take_front(*tensors, flat);
  return result;
}

Tensors take_front(const Tensors& like, std::span<const Tensor>& flat) {
  const auto taken = flat.first(like.size());
  flat = flat.subspan(like.size());
  return like.with({taken.begin(), taken.end()});
}

}  // namespace keras
