// Own models: plain structs with parts, metrics and, if they like, their own steps.
//
//   struct Autoencoder {
//     Model encoder = {}, decoder = {};
//     metrics::Mean loss{};                      // shown by fit under the name of the field
//
//     Tensor call(const Tensor& x) const { return decoder(encoder(x)); }
//     void train_step(Model& self, const Batch& batch) {
//       const auto error = ops::mean(ops::square(batch.x - self(batch.x)));
//       loss.update_state(error);
//       self.optimizer().minimize(error, self.trainable_variables());
//     }
//   };
//   Model model = Autoencoder{.encoder = encoder, .decoder = decoder};
//
// A step is recorded once for each form of batch and compiled: it runs as often as there are
// batches, the C++ of it only once.
#pragma once
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "keras/layers/definition.hpp"
#include "keras/models/model.hpp"

namespace keras {

template <std::derived_from<Metric> M>
inline constexpr bool is_part<M> = true;
template <std::derived_from<Optimizer> O>
inline constexpr bool is_part<O> = true;
template <std::derived_from<Loss> L>
inline constexpr bool is_part<L> = true;

namespace models {

/// A user's struct as a model.
template <class D>
class OwnModel final : public Model::Impl {
 public:
  OwnModel(D definition, std::string name, DTypePolicy policy, bool trainable)
      : Impl(std::string(own_class_name<D>()), std::move(name), std::move(policy), trainable),
        layer_(std::make_shared<layers::OwnLayer<D>>(std::move(definition), this->name,
                                                     this->policy, trainable)) {
    take_variables();
  }

  D& definition() { return layer_->definition(); }

  void* own_definition(const void* tag) override { return layer_->own_definition(tag); }
  std::string module() const override { return layer_->module(); }
  std::string registered_name() const override { return layer_->registered_name(); }
  Object config() const override { return layer_->config(); }
  std::vector<Layer::Child> children() const override { return layer_->children(); }
  std::vector<Layer> layers() const override {
    std::vector<Layer> all;
    for (const auto& child : children())
      all.insert(all.end(), child.layers.begin(), child.layers.end());
    return all;
  }
  bool takes_separate_inputs() const override { return layer_->takes_separate_inputs(); }
  void build(const std::vector<Shape>& inputs) override {
    layer_->build(inputs);
    take_variables();
    build_by_calling(inputs);
  }
  Tensors call(const Tensors& inputs, CallContext& context) override {
    return layer_->call(inputs, context);
  }

  bool has_step(bool training) const override { return training ? has_train : has_test; }
  void step(const Model& self, const Batch& batch, bool training) override {
    auto handle = self;
    if constexpr (has_train)
      if (training) return definition().train_step(handle, batch);
    if constexpr (has_test)
      if (!training) return definition().test_step(handle, batch);
  }
  std::vector<std::pair<std::string, Metric>> own_metrics() const override {
    std::vector<std::pair<std::string, Metric>> all;
    reflect::for_each(
        std::as_const(*layer_).definition(), [&](std::string_view name, const auto& field) {
          if constexpr (std::derived_from<std::remove_cvref_t<decltype(field)>, Metric>)
            all.emplace_back(name, field);
        });
    return all;
  }

 private:
  static constexpr bool has_train = requires(D d, Model& self, const Batch& batch) {
    d.train_step(self, batch);
  };
  static constexpr bool has_test = requires(D d, Model& self, const Batch& batch) {
    d.test_step(self, batch);
  };

  void take_variables() {
    own_trainable = layer_->own_trainable, own_non_trainable = layer_->own_non_trainable;
  }

  std::shared_ptr<layers::OwnLayer<D>> layer_;
};

/// Makes an own model known to `load_model` before it is used.
template <ModelDefinition D>
void register_model() {
  Registry<Model>::instance().add({std::string(own_package<D>()), std::string(own_class_name<D>()),
                                   own_registered_name<D>(), [](const Object& config) {
                                     const auto layer = layers::own_from<D, OwnModel<D>>(config);
                                     return Model(
                                         std::static_pointer_cast<Model::Impl>(layer.impl()));
                                   }});
}

}  // namespace models

template <ModelDefinition D>
Model::Model(D definition)
    : Model(std::make_shared<models::OwnModel<D>>(std::move(definition), std::string(),
                                                  DTypePolicy(), true)) {
  models::register_model<D>();
}

}  // namespace keras
