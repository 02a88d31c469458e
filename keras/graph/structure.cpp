#include "keras/graph/structure.hpp"

#include <algorithm>

#include "keras/core/error.hpp"

namespace keras {

Dict::Dict() = default;
Dict::Dict(std::initializer_list<Item> items) : items_(items) {}
Dict::Dict(const Dict&) = default;
Dict::Dict(Dict&&) noexcept = default;
Dict& Dict::operator=(const Dict&) = default;
Dict& Dict::operator=(Dict&&) noexcept = default;
Dict::~Dict() = default;

Dict::Item::Item(std::string item_name, Tensor one)
    : name(std::move(item_name)), tensor(std::move(one)) {}
Dict::Item::Item(std::string item_name, Dict several)
    : name(std::move(item_name)), dict(std::move(several)) {}

Dict::Item& Dict::added(const std::string& name) {
  for (auto& item : items_)
    if (item.name == name) return item;
  return items_.emplace_back(name, Tensor());
}

const Dict::Item& Dict::found(const std::string& name) const {
  std::vector<std::string> names;
  for (const auto& item : items_) {
    if (item.name == name) return item;
    names.push_back(item.name);
  }
  fail("Dict: there is no ", quoted(name), suggestion(name, names));
}

Tensor& Dict::operator[](const std::string& name) { return added(name).tensor; }
const Tensor& Dict::operator[](const std::string& name) const { return found(name).tensor; }
Dict& Dict::dict(const std::string& name) { return added(name).dict; }
const Dict& Dict::dict(const std::string& name) const { return found(name).dict; }

bool Dict::contains(std::string_view name) const {
  return std::any_of(items_.begin(), items_.end(),
                     [&](const Item& item) { return item.name == name; });
}

std::size_t Dict::size() const { return items_.size(); }
Dict::Items::const_iterator Dict::begin() const { return items_.begin(); }
Dict::Items::const_iterator Dict::end() const { return items_.end(); }

Tensors::Tensors(const Tensor& one) : kind_(one.defined() ? Kind::one : Kind::none) {
  if (one.defined()) tensors_ = {one};
}
Tensors::Tensors(const Variable& one) : Tensors(Tensor(one)) {}
Tensors::Tensors(std::vector<Tensor> list) : kind_(Kind::list), tensors_(std::move(list)) {}
Tensors::Tensors(std::initializer_list<Tensor> list) : kind_(Kind::list), tensors_(list) {}
Tensors::Tensors(std::initializer_list<Dict::Item> dict) : Tensors(Dict(dict)) {}
Tensors::Tensors(const Tensors&) = default;
Tensors::Tensors(Tensors&&) noexcept = default;
Tensors& Tensors::operator=(const Tensors&) = default;
Tensors& Tensors::operator=(Tensors&&) noexcept = default;
Tensors::~Tensors() = default;
Tensors::Tensors(const Dict& dict) : kind_(Kind::dict) { add(dict, {}); }

void Tensors::add(const Dict& dict, const std::vector<std::string>& path) {
  std::vector<Dict::Item> sorted(dict.begin(), dict.end());
  std::sort(sorted.begin(), sorted.end(),
            [](const auto& a, const auto& b) { return a.name < b.name; });
  for (const auto& item : sorted) {
    auto longer = path;
    longer.push_back(item.name);
    if (item.dict.size() > 0) {
      add(item.dict, longer);
    } else {
      paths_.push_back(std::move(longer));
      tensors_.push_back(item.tensor);
    }
  }
}

std::vector<std::string> Tensors::names() const {
  std::vector<std::string> names;
  for (const auto& path : paths_) {
    auto& name = names.emplace_back(path.front());
    for (std::size_t i = 1; i < path.size(); ++i) name += "/" + path[i];
  }
  return names;
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
  for (std::size_t i = 0; i < tensors_.size(); ++i) {
    auto* inner = &result;
    for (std::size_t k = 0; k + 1 < paths_[i].size(); ++k) inner = &inner->dict(paths_[i][k]);
    (*inner)[paths_[i].back()] = tensors_[i];
  }
  return result;
}

}  // namespace keras
