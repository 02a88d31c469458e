#include "keras/distillation/distiller.hpp"

#include <algorithm>

#include "keras/layers/layer_define.hpp"
#include "keras/metrics/reduction.hpp"
#include "keras/models/as_model.hpp"
#include "keras/models/trainer.hpp"
#include "keras/ops/operators.hpp"

namespace keras::distillation {
namespace {

Model checked_model(const Layer& layer, const char* argument) {
  auto model = as_model(layer);
  if (!model.defined())
    fail("distillation.Distiller: ", argument, " must be a model; received ",
         layer.defined() ? layer.class_name() : "None");
  return model;
}

/// A model that also gives the outputs of some layers.
class Features {
 public:
  Features() = default;
  Features(const Model& model, std::vector<std::string> names) : names_(std::move(names)) {
    if (names_.empty()) return;
    std::vector<Tensor> outputs;
    for (const auto& name : names_) outputs.push_back(model.get_layer(name).output());
    extractor_ = Model(model.inputs(), Tensors(std::move(outputs)));
  }

  /// Those of the batch `x`, in the order of the names.
  Tensors of(const Tensors& x, bool training) const {
    return names_.empty() ? Tensors() : extractor_.call_all(x, {.training = training});
  }
  /// That of the layer among `all`.
  Tensor pick(const Tensors& all, const std::string& name) const {
    return all[static_cast<std::size_t>(std::find(names_.begin(), names_.end(), name) -
                                        names_.begin())];
  }

 private:
  std::vector<std::string> names_;
  Model extractor_;
};

class DistillerImpl final : public Model::Impl {
 public:
  explicit DistillerImpl(DistillerOptions options)
      : Impl("Distiller", options.name),
        teacher(checked_model(options.teacher, "teacher")),
        student(checked_model(options.student, "student")),
        options_(std::move(options)) {
    check();
    if (options_.distillation_loss_weights.empty())
      options_.distillation_loss_weights.assign(options_.distillation_losses.size(), 1.0);
    teacher.trainable(false);
    find_features();
    built = student.built();
    built_with = student.impl()->built_with;
  }

  std::string module() const override { return "keras.distillation"; }
  Object config() const override {
    auto config = to_config(options_);
    config.erase("name");
    return config;
  }
  std::vector<Layer> layers() const override { return {teacher, student}; }
  std::vector<Layer::Child> children() const override {
    return {{"teacher", {teacher}}, {"student", {student}}};
  }
  void build(const std::vector<Shape>& inputs) override { build_by_calling(inputs); }
  Tensors call(const Tensors& inputs, CallContext& context) override {
    return student.call_all(inputs, {.training = context.training});
  }

  bool has_step(bool) const override { return true; }
  void step(const Model& self, const Batch& batch, bool training) override {
    const auto y_pred = student.call_all(batch.x, {.training = training});
    const auto loss = total(batch, y_pred);
    if (training) self.optimizer().minimize(loss, self.trainable_variables());
    self.compute_metrics(batch, y_pred);
  }
  std::vector<std::pair<std::string, Metric>> own_metrics() const override {
    return {{"loss", loss_},
            {"student_loss", student_loss_},
            {"distillation_loss", distillation_loss_},
            {"total_loss", total_loss_}};
  }

  Model teacher, student;

 private:
  void check() const {
    const auto& losses = options_.distillation_losses;
    const auto& weights = options_.distillation_loss_weights;
    const double share = options_.student_loss_weight;
    if (!(share >= 0 && share <= 1))
      fail("distillation.Distiller: student_loss_weight must be between 0 and 1; received ", share);
    if (losses.empty())
      fail("distillation.Distiller: distillation_losses must be given; received none");
    if (!weights.empty() && weights.size() != losses.size())
      fail("distillation.Distiller: there must be one of distillation_loss_weights for each of ",
           losses.size(), " losses; received ", weights.size());
    const auto ends = [](const Model& model) {
      std::vector<Spec> specs;
      const auto outputs = model.implementation().symbolic_outputs();
      for (const auto& tensor : outputs.flat()) specs.push_back(tensor.spec());
      return specs;
    };
    const auto of_teacher = ends(teacher), of_student = ends(student);
    for (std::size_t i = 0; i < std::min(of_teacher.size(), of_student.size()); ++i)
      if (of_teacher[i].shape.from(1) != of_student[i].shape.from(1))
        fail("distillation.Distiller: teacher and student must have outputs of one shape; ",
             "received ", of_teacher[i].shape, " and ", of_student[i].shape);
  }

  void find_features() {
    std::vector<std::string> of_teacher, of_student;
    const auto add = [](std::vector<std::string>& names, const std::string& name) {
      if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end())
        names.push_back(name);
    };
    for (const auto& loss : options_.distillation_losses) {
      add(of_teacher, loss->teacher_layer_name());
      add(of_student, loss->student_layer_name());
    }
    teacher_features_ = Features(teacher, std::move(of_teacher));
    student_features_ = Features(student, std::move(of_student));
  }

  Tensor distance(const Batch& batch, const Tensors& y_pred) const {
    const auto taught = teacher.call_all(batch.x, {.training = false});
    const auto deep = teacher_features_.of(batch.x, false);
    const auto own = student_features_.of(batch.x, true);
    Tensor sum = 0.0;
    for (std::size_t i = 0; i < options_.distillation_losses.size(); ++i) {
      const auto& loss = options_.distillation_losses[i];
      const auto there = loss->teacher_layer_name(), here = loss->student_layer_name();
      const Tensors from = there.empty() ? taught : Tensors(teacher_features_.pick(deep, there));
      const Tensors to =
          there.empty() || here.empty() ? y_pred : Tensors(student_features_.pick(own, here));
      sum = sum + loss.compute_loss(from, to) * options_.distillation_loss_weights[i];
    }
    return sum;
  }

  Tensor total(const Batch& batch, const Tensors& y_pred) {
    const double share = options_.student_loss_weight;
    const auto& losses = trainer->options().loss;
    const bool taught = share > 0 && losses.given() && batch.y.defined();
    const auto student_loss =
        taught ? sum_of_losses(losses, batch.y, y_pred,
                               [](const Loss& loss, const Tensor& y, const Tensor& prediction) {
                                 return loss(y, prediction);
                               })
               : Tensor(0.0);
    const auto distillation_loss = share < 1 ? distance(batch, y_pred) : Tensor(0.0);
    const auto loss = student_loss * share + distillation_loss * (1 - share);
    loss_.update_state(loss);
    student_loss_.update_state(student_loss);
    distillation_loss_.update_state(distillation_loss);
    total_loss_.update_state(loss);
    return loss;
  }

  DistillerOptions options_;
  Features teacher_features_, student_features_;
  metrics::Mean loss_{{.name = "loss"}}, student_loss_{{.name = "student_loss"}},
      distillation_loss_{{.name = "distillation_loss"}}, total_loss_{{.name = "total_loss"}};
};

DistillerOptions with_models(const Model& teacher, const Model& student, DistillerOptions options) {
  options.teacher = teacher;
  options.student = student;
  return options;
}

}  // namespace

Distiller::Distiller(DistillerOptions options)
    : Model(std::make_shared<DistillerImpl>(std::move(options))) {}
Distiller::Distiller(const Model& teacher, const Model& student, DistillerOptions options)
    : Distiller(with_models(teacher, student, std::move(options))) {}

Model Distiller::teacher() const { return as<DistillerImpl>().teacher; }
Model Distiller::student() const { return as<DistillerImpl>().student; }

const Registered<Layer> registered_distiller =
    registered<Layer, Distiller, DistillerOptions>("keras.distillation", "Distiller");

}  // namespace keras::distillation
