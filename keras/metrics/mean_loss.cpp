#include "keras/metrics/mean_loss.hpp"

#include "keras/graph/mask.hpp"
#include "keras/metrics/mean_state.hpp"
#include "keras/ops/numpy.hpp"

namespace keras::metrics {
namespace {

struct MeanLoss final : Metric::Impl {
  Loss loss;
  std::string class_, registered;  ///< What it is saved as.
  Object saved;
  bool reduced;
  MeanState mean;

  MeanLoss(Loss l, bool reduces) : loss(std::move(l)), reduced(reduces) {
    const auto value = to_value(loss);
    name = loss.name();
    class_ = loss.class_name();
    registered = value.string_at("registered_name");
    if (const auto* config = value.find("config"); config && config->is_object())
      saved = config->as_object();
    mean.total = add_variable(ops::zeros({}), "total");
    mean.count = add_variable(ops::zeros({}), "count");
  }
  void update_state(const Tensor& y_true, const Tensor& y_pred,
                    const Tensor& sample_weight) override {
    const auto values = reduced ? loss(y_true, y_pred) : loss.call(y_true, y_pred);
    const auto mask = graph::mask_of(y_pred);
    mean.update(values, losses::masked_weights(sample_weight, mask, mean.total.dtype(), "sum"));
  }
  Tensor result() const override { return mean.result(); }
  std::string_view class_name() const override { return class_; }
  const char* module() const override { return "keras.losses"; }
  std::string registered_name() const override { return registered; }
  Object config() const override { return saved; }
};

}  // namespace

bool is_loss(const Value& saved) {
  const auto custom = saved.string_at("registered_name");
  return saved.string_at("module").starts_with("keras.losses") ||
         (!custom.empty() && Registry<Loss>::instance().find(custom) != nullptr);
}

Metric mean_loss(Loss loss) { return Metric(std::make_shared<MeanLoss>(std::move(loss), true)); }

Metric mean_loss_function(Loss loss) {
  return Metric(std::make_shared<MeanLoss>(std::move(loss), false));
}

}  // namespace keras::metrics
