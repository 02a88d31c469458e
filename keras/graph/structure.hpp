// Several tensors in one value: what Keras calls a structure.
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "keras/graph/tensor.hpp"

namespace keras {

/// Named tensors, in the order they were added.
class Dict {
 public:
  Dict() = default;
  Dict(std::initializer_list<std::pair<std::string, Tensor>> items) : items_(items) {}

  /// The tensor of that name; added when there is none.
  Tensor& operator[](const std::string& name);
  /// An error that lists the names when there is none.
  const Tensor& operator[](const std::string& name) const;
  bool contains(std::string_view name) const;
  std::size_t size() const { return items_.size(); }
  auto begin() const { return items_.begin(); }
  auto end() const { return items_.end(); }

 private:
  std::vector<std::pair<std::string, Tensor>> items_;
};

/// One tensor, a list, a dictionary, or nothing: `model(x)`, `model({a, b})`,
/// `model({{"user", u}, {"item", i}})`.
class Tensors {
 public:
  enum class Kind : std::uint8_t { none, one, list, dict };

  Tensors() = default;
  Tensors(std::nullopt_t) {}
  Tensors(const Tensor& one) : kind_(one.defined() ? Kind::one : Kind::none) {
    if (one.defined()) tensors_ = {one};
  }
  Tensors(const Variable& one) : Tensors(Tensor(one)) {}
  Tensors(std::vector<Tensor> list) : kind_(Kind::list), tensors_(std::move(list)) {}
  Tensors(std::initializer_list<Tensor> list) : kind_(Kind::list), tensors_(list) {}
  Tensors(const Dict& dict);
  Tensors(std::initializer_list<std::pair<std::string, Tensor>> dict) : Tensors(Dict(dict)) {}

  Kind kind() const { return kind_; }
  bool defined() const { return kind_ != Kind::none; }
  std::size_t size() const { return tensors_.size(); }
  /// The tensors in order, those of a dictionary by sorted name, as Keras flattens them.
  const std::vector<Tensor>& flat() const { return tensors_; }
  /// The names of a dictionary, sorted; empty otherwise.
  const std::vector<std::string>& names() const { return names_; }
  const Tensor& operator[](std::size_t i) const { return tensors_[i]; }
  /// The same structure around other tensors.
  Tensors with(std::vector<Tensor> flat) const;

  /// The only tensor; an error that names the count if it is not one.
  operator Tensor() const;
  Dict dict() const;

 private:
  Kind kind_ = Kind::none;
  std::vector<Tensor> tensors_;
  std::vector<std::string> names_;
};

}  // namespace keras
