// Several tensors in one value: what Keras calls a structure.
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "keras/graph/tensor.hpp"

namespace keras {

/// Named tensors, in the order they were added. A name can stand for a dictionary of its own:
/// `{{"images", x}, {"bounding_boxes", Dict{{"boxes", b}, {"labels", l}}}}`.
class Dict {
 public:
  struct Item;
  using Items = std::vector<Item>;

  Dict();
  Dict(std::initializer_list<Item> items);
  Dict(const Dict&);
  Dict(Dict&&) noexcept;
  Dict& operator=(const Dict&);
  Dict& operator=(Dict&&) noexcept;
  ~Dict();

  /// The tensor of that name; added when there is none.
  Tensor& operator[](const std::string& name);
  /// An error that lists the names when there is none.
  const Tensor& operator[](const std::string& name) const;
  /// The dictionary of that name; added when there is none.
  Dict& dict(const std::string& name);
  /// An error that lists the names when there is none.
  const Dict& dict(const std::string& name) const;
  bool contains(std::string_view name) const;
  std::size_t size() const;
  Items::const_iterator begin() const;
  Items::const_iterator end() const;

 private:
  Item& added(const std::string& name);
  const Item& found(const std::string& name) const;
  Items items_;
};

/// A name and what it stands for: a tensor, or else a dictionary.
struct Dict::Item {
  Item(std::string item_name, Tensor one);
  Item(std::string item_name, Dict several);
  std::string name;
  Tensor tensor = {};
  Dict dict = {};

  /// For `const auto& [name, tensor] : dict`.
  template <std::size_t I>
  const auto& get() const {
    if constexpr (I == 0)
      return name;
    else
      return tensor;
  }
};

/// One tensor, a list, a dictionary, or nothing: `model(x)`, `model({a, b})`,
/// `model({{"user", u}, {"item", i}})`.
class Tensors {
 public:
  enum class Kind : std::uint8_t { none, one, list, dict };

  Tensors() = default;
  Tensors(std::nullopt_t) {}
  Tensors(const Tensor& one);
  Tensors(const Variable& one);
  Tensors(std::vector<Tensor> list);
  Tensors(std::initializer_list<Tensor> list);
  Tensors(const Dict& dict);
  Tensors(std::initializer_list<Dict::Item> dict);
  Tensors(const Tensors&);
  Tensors(Tensors&&) noexcept;
  Tensors& operator=(const Tensors&);
  Tensors& operator=(Tensors&&) noexcept;
  ~Tensors();

  Kind kind() const { return kind_; }
  bool defined() const { return kind_ != Kind::none; }
  std::size_t size() const { return tensors_.size(); }
  /// The tensors in order, those of a dictionary by sorted name, as Keras flattens them.
  const std::vector<Tensor>& flat() const { return tensors_; }
  /// The names that lead to each tensor of a dictionary, sorted; empty otherwise.
  const std::vector<std::vector<std::string>>& paths() const { return paths_; }
  /// The same as one name each: "images", "bounding_boxes/boxes".
  std::vector<std::string> names() const;
  const Tensor& operator[](std::size_t i) const { return tensors_[i]; }
  /// The same structure around other tensors.
  Tensors with(std::vector<Tensor> flat) const;

  /// The only tensor; an error that names the count if it is not one.
  operator Tensor() const;
  Dict dict() const;

 private:
  void add(const Dict& dict, const std::vector<std::string>& path);

  Kind kind_ = Kind::none;
  std::vector<Tensor> tensors_;
  std::vector<std::vector<std::string>> paths_;
};

}  // namespace keras

template <>
struct std::tuple_size<keras::Dict::Item> : std::integral_constant<std::size_t, 2> {};
template <>
struct std::tuple_element<0, keras::Dict::Item> {
  using type = const std::string;
};
template <>
struct std::tuple_element<1, keras::Dict::Item> {
  using type = const keras::Tensor;
};
