// The arguments of a call by their names: numbers, strings and lists as values, the rest as
// tensors.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "keras/core/value.hpp"
#include "keras/graph/structure.hpp"

namespace keras {

class Arguments {
 public:
  using Item = std::variant<Value, Tensors>;

  void set(std::string name, Item item);
  /// nullptr when there is none.
  const Item* find(std::string_view name) const;
  bool empty() const { return items_.empty(); }
  auto begin() const { return items_.begin(); }
  auto end() const { return items_.end(); }

  /// All tensors in order.
  std::vector<Tensor> tensors() const;
  /// The same with other tensors: as many as `tensors()` has are taken from the front of `flat`.
  Arguments with(std::span<const Tensor>& flat) const;

 private:
  std::vector<std::pair<std::string, Item>> items_;
};

/// `like` around other tensors, which are taken from the front of `flat`.
Tensors take_front(const Tensors& like, std::span<const Tensor>& flat);

}  // namespace keras
