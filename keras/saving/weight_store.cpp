#include "keras/saving/weight_store.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "keras/core/naming.hpp"
#include "keras/models/trainer.hpp"

namespace keras::saving {
namespace {

class Walk {
 public:
  explicit Walk(std::vector<WeightGroup>& groups) : groups_(groups) {}

  void visit(const Layer& layer, const std::string& path) {
    const auto& impl = *layer.impl();
    if (!seen_.insert(&impl).second) return;
    auto& group =
        groups_.emplace_back(WeightGroup{path, impl.name, impl.class_name, impl.saved_variables()});
    group.tensors = layer.impl()->saved_tensors();
    group.assets = layer.impl()->assets();
    for (const auto* variables : {&impl.own_trainable, &impl.own_non_trainable})
      for (const auto& variable : *variables)
        if (!variable.slot()->saved) group.changes.push_back(variable);
    for (const auto& child : sorted_children(impl)) {
      const auto at = path.empty() ? child.attribute : path + "/" + child.attribute;
      if (!child.list) {
        visit(child.layers.at(0), at);
        continue;
      }
      std::map<std::string, int> used;  // members of a list are named after their classes
      for (const auto& each : child.layers) {
        const auto word = snake_case(each.class_name());
        const int n = used[word]++;
        visit(each, at + "/" + (n == 0 ? word : text(word, "_", n)));
      }
    }
  }

 private:
  /// A model's layers first, then by attribute, those with an underscore last.
  static std::vector<Layer::Child> sorted_children(const Layer::Impl& impl) {
    auto children = impl.children();
    const auto rank = [](const Layer::Child& child) {
      const bool layers = child.attribute == "layers" && child.list;
      auto key = child.attribute;
      if (key.starts_with('_')) key[0] = '~';
      return std::pair(!layers, key);
    };
    std::stable_sort(children.begin(), children.end(),
                     [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
    return children;
  }

  std::vector<WeightGroup>& groups_;
  std::set<const Layer::Impl*> seen_;
};

}  // namespace

std::string asset_path(const WeightGroup& group, const Asset& asset) {
  return text("assets/", group.path, group.path.empty() ? "" : "/", asset.name);
}

std::vector<WeightGroup> weight_groups(const Model& model) {
  std::vector<WeightGroup> groups;
  Walk(groups).visit(model, "");
  if (model.compiled()) {
    const auto optimizer = model.optimizer();
    if (optimizer.defined())
      groups.push_back({"optimizer", optimizer.name(), std::string(optimizer.class_name()),
                        optimizer.variables()});
    // An optimizer inside of another is saved a second time by itself.
    if (optimizer.defined() && &optimizer.impl()->core() != optimizer.impl().get()) {
      auto& inner = optimizer.impl()->core();
      groups.push_back({"optimizer/inner_optimizer", inner.name(), std::string(inner.class_name()),
                        inner.variables()});
    }
  }
  return groups;
}

}  // namespace keras::saving
