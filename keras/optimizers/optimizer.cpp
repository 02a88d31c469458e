#include "keras/optimizers/optimizer.hpp"

#include <algorithm>
#include <cmath>
#include <regex>

#include "keras/autodiff/gradients.hpp"
#include "keras/compiler/recording.hpp"
#include "keras/core/naming.hpp"
#include "keras/core/registry_impl.hpp"
#include "keras/graph/evaluate.hpp"
#include "keras/graph/trace.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/operators.hpp"
#include "keras/optimizers.hpp"  // whoever names an optimizer links all of them

namespace keras::optimizers {
namespace {

template <class T>
void require(bool holds, std::string_view class_name, const char* argument, const char* rule,
             const T& value) {
  if (!holds)
    fail("optimizers.", class_name, ": ", argument, " must be ", rule, "; received ", argument, "=",
         value);
}

void check_rate(std::string_view class_name, double rate) {
  require(std::isfinite(rate) && rate >= 0, class_name, "learning_rate",
          "a finite number of at least 0", rate);
}

void check_clipping(std::string_view class_name, const CommonOptions& common) {
  const auto positive = [&](const std::optional<double>& limit, const char* argument) {
    if (limit) require(*limit > 0, class_name, argument, "greater than 0", *limit);
    return limit ? 1 : 0;
  };
  const int given = positive(common.clipnorm, "clipnorm") +
                    positive(common.clipvalue, "clipvalue") +
                    positive(common.global_clipnorm, "global_clipnorm");
  if (given > 1)
    fail("optimizers.", class_name,
         ": only one of clipnorm, clipvalue and global_clipnorm can be set; received clipnorm=",
         keras::to_value(common.clipnorm), ", clipvalue=", keras::to_value(common.clipvalue),
         ", global_clipnorm=", keras::to_value(common.global_clipnorm));
}

void check_common(std::string_view class_name, const CommonOptions& common) {
  check_clipping(class_name, common);
  if (const auto decay = common.weight_decay)
    require(std::isfinite(*decay) && *decay >= 0, class_name, "weight_decay",
            "a finite number of at least 0", *decay);
  require(common.ema_momentum >= 0 && common.ema_momentum <= 1, class_name, "ema_momentum",
          "in [0, 1]", common.ema_momentum);
  if (const auto frequency = common.ema_overwrite_frequency)
    require(*frequency >= 1, class_name, "ema_overwrite_frequency", "at least 1", *frequency);
  if (const auto factor = common.loss_scale_factor)
    require(std::isfinite(*factor) && *factor > 0, class_name, "loss_scale_factor",
            "a finite number greater than 0", *factor);
  if (const auto steps = common.gradient_accumulation_steps)
    require(*steps == 0 || *steps >= 2, class_name, "gradient_accumulation_steps", "at least 2",
            *steps);
}

std::string underscored(std::string path) {
  std::replace(path.begin(), path.end(), '/', '_');
  return path;
}

/// State of an optimizer, named as Keras names it.
Variable state(const Tensor& value, const std::string& optimizer, const std::string& name) {
  const Variable variable(value, name, false);
  variable.slot()->path = text(optimizer, "/", name);
  return variable;
}

Tensor filled(const Shape& shape, DType dtype, double value) {
  const std::vector<float> values(static_cast<std::size_t>(shape.elements()),
                                  static_cast<float>(value));
  return ops::cast(Tensor(values, shape), dtype);
}

std::vector<Tensor> values_of(const Variables& variables) {
  std::vector<Tensor> values;
  for (const auto& variable : variables) values.push_back(variable.value());
  return values;
}

std::vector<std::string> paths_of(const Variables& variables) {
  std::vector<std::string> paths;
  for (const auto& variable : variables) paths.push_back(variable.path());
  return paths;
}

}  // namespace

Optimizer::Optimizer(const char* name) : Optimizer(std::string(name)) {}
Optimizer::Optimizer(const std::string& name) : Optimizer(deserialize<Optimizer>(name)) {}

// ---- making it ----------------------------------------------------------------------------------

Optimizer::Impl::Impl(const char* class_name, const std::optional<std::string>& name,
                      LearningRate rate, CommonOptions common)
    : class_name_(class_name), schedule_(rate.schedule()), common_(std::move(common)) {
  check_common(class_name, common_);
  if (!schedule_.defined()) check_rate(class_name, rate.rate());
  const graph::TracePause pause;
  name_ = name ? *name : unique_name(snake_case(class_name));
  iterations_ = state(Tensor(std::vector<int>{0}, {}), name_, "iteration");
  if (!schedule_.defined())
    learning_rate_ = state(filled({}, DType::float32, rate.rate()), name_, "learning_rate");
}

void Optimizer::Impl::build(const Variables& trainable) {
  if (built_) return;
  const graph::TracePause pause;
  built_ = true;
  trainable_ = trainable;
  for (const auto& variable : trainable)
    if (common_.use_ema)
      averages_.push_back(is_overwritten(variable) ? Variable() : slot_for(variable, "average", 0));
  for (const auto& variable : trainable)
    if (common_.gradient_accumulation_steps.value_or(0) > 0)
      accumulators_.push_back(slot_for(variable, "gradient_accumulator", 0));
  build_slots();
}

Variable Optimizer::Impl::slot_for(const Variable& variable, const char* slot_name,
                                   double value) const {
  return state(filled(variable.shape(), variable.dtype(), value), name_,
               text(underscored(variable.path()), "_", slot_name));
}

std::vector<Variables> Optimizer::Impl::add_slots(const std::vector<const char*>& names,
                                                  double value) {
  std::vector<Variables> added(names.size());
  for (const auto& variable : trainable_) {
    for (std::size_t i = 0; i < names.size(); ++i)
      added[i].push_back(add_slot_like(variable, names[i], value));
  }
  return added;
}

Variable Optimizer::Impl::add_slot_like(const Variable& variable, const char* name, double value) {
  if (is_overwritten(variable)) return {};
  slots_.push_back(slot_for(variable, name, value));
  return slots_.back();
}

Variable Optimizer::Impl::add_slot(const Variable& variable, const Shape& shape) {
  slots_.push_back(state(filled(shape, variable.dtype(), 0), name_, variable.name()));
  return slots_.back();
}

Variable Optimizer::Impl::add_scalar(const char* name, double value, DType dtype) {
  slots_.push_back(state(filled({}, dtype, value), name_, name));
  return slots_.back();
}

Variables Optimizer::Impl::variables() const {
  Variables all = {iterations_};
  if (learning_rate_.defined()) all.push_back(learning_rate_);
  for (const auto* part : {&averages_, &accumulators_, &slots_})
    for (const auto& variable : *part)
      if (variable.defined()) all.push_back(variable);
  return all;
}

Object Optimizer::Impl::ordered_config(const Object& own) const {
  Object config = {{"name", name_}, {"learning_rate", to_value(schedule_)}};
  if (!schedule_.defined()) config["learning_rate"] = static_cast<double>(rate());
  for (const auto* key :
       {"weight_decay", "clipnorm", "global_clipnorm", "clipvalue", "use_ema", "ema_momentum",
        "ema_overwrite_frequency", "loss_scale_factor", "gradient_accumulation_steps"})
    config.append_unchecked(key, own.at(key));
  config["loss_scale_factor"] = keras::to_value(common_.loss_scale_factor);
  for (const auto& [key, value] : own)
    if (!config.contains(key)) config.append_unchecked(key, value);
  return config;
}

void Optimizer::Impl::exclude_from_weight_decay(const Variables& variables,
                                                std::vector<std::string> names) {
  if (built_)
    fail("optimizers.", class_name_,
         ": exclude_from_weight_decay must be called before the optimizer is built");
  not_decayed_ = variables;
  names_not_decayed_ = std::move(names);
}

// ---- the rate and the count ---------------------------------------------------------------------

Tensor Optimizer::Impl::rate() const {
  return schedule_.defined() ? schedule_(iterations_.value()) : learning_rate_.value();
}

void Optimizer::Impl::set_rate(double rate) {
  if (schedule_.defined())
    fail("optimizers.", class_name_,
         ": learning_rate must not be set where a schedule sets it; received learning_rate=", rate);
  check_rate(class_name_, rate);
  learning_rate_.assign(rate);
}

Tensor Optimizer::Impl::updates_done() const {
  const auto steps = common_.gradient_accumulation_steps.value_or(0);
  return steps > 0 ? ops::floor_divide(iterations_.value(), steps) : iterations_.value();
}

// ---- one step -----------------------------------------------------------------------------------

Tensor Optimizer::Impl::scale_loss(const Tensor& loss) const {
  return common_.loss_scale_factor ? loss * *common_.loss_scale_factor : loss;
}

void Optimizer::Impl::step(std::vector<Tensor> gradients) {
  overwrite(gradients);
  if (const auto factor = common_.loss_scale_factor)
    for (auto& gradient : gradients)
      if (gradient.defined()) gradient = gradient / *factor;
  if (accumulators_.empty()) {
    update_all(gradients);
  } else {
    step_with_accumulation(gradients);
  }
  if (common_.use_ema) average();
  for (std::size_t i = 0; i < trainable_.size(); ++i) {
    const auto& constraint = trainable_[i].slot()->constraint;
    if (gradients[i].defined() && constraint)
      trainable_[i].assign(constraint(trainable_[i].value()));
  }
  iterations_.assign_add(1);
}

void Optimizer::Impl::overwrite(std::vector<Tensor>& gradients) const {
  const auto steps = common_.gradient_accumulation_steps.value_or(0);
  for (std::size_t i = 0; i < trainable_.size(); ++i) {
    auto& gradient = gradients[i];
    if (!gradient.defined() || !is_overwritten(trainable_[i])) continue;
    auto value = std::exchange(gradient, Tensor());
    if (steps > 0) {  // the largest of all that were accumulated
      const auto due = (iterations_.value() + 1) % steps == 0;
      const auto largest = ops::maximum(value, accumulators_[i].value());
      accumulators_[i].assign(ops::where(due, 0, largest));
      value = ops::where(due, largest, trainable_[i].value());
    }
    trainable_[i].assign(value);
  }
}

void Optimizer::Impl::step_with_accumulation(const std::vector<Tensor>& gradients) {
  const auto steps = *common_.gradient_accumulation_steps;
  const auto due = (iterations_.value() + 1) % steps == 0;
  auto changing = slots_;
  changing.insert(changing.end(), trainable_.begin(), trainable_.end());
  const auto before = values_of(changing);
  auto means = gradients;
  for (std::size_t i = 0; i < gradients.size(); ++i) {
    if (!gradients[i].defined()) continue;
    const auto sum = gradients[i] + accumulators_[i].value();
    means[i] = sum / steps;
    accumulators_[i].assign(ops::where(due, 0, sum));
  }
  update_all(means);
  keep_if(due, changing, before);
}

void Optimizer::Impl::keep_if(const Tensor& condition, const Variables& variables,
                              const std::vector<Tensor>& before) {
  for (std::size_t i = 0; i < variables.size(); ++i) {
    const auto now = variables[i].value();
    if (now.node() != before[i].node()) variables[i].assign(ops::where(condition, now, before[i]));
  }
}

void Optimizer::Impl::update_all(std::vector<Tensor> gradients) {
  clip(gradients);
  before_updates();
  const auto rate = this->rate();
  std::vector<std::pair<DType, std::vector<Tensor>>> by_dtype;
  for (std::size_t i = 0; i < gradients.size(); ++i) {
    if (!gradients[i].defined()) continue;
    const auto& variable = trainable_[i];
    const auto dtype = variable.dtype();
    const auto typed_rate = ops::cast(rate, dtype);
    decay(variable, typed_rate);
    auto at = std::find_if(by_dtype.begin(), by_dtype.end(),
                           [&](const auto& entry) { return entry.first == dtype; });
    if (at == by_dtype.end()) at = by_dtype.insert(at, {dtype, scalars(dtype, typed_rate)});
    update(i, variable, ops::cast(gradients[i], dtype), at->second);
  }
}

void Optimizer::Impl::update(std::size_t, const Variable&, const Tensor&,
                             const std::vector<Tensor>&) {}

std::vector<Tensor> Optimizer::Impl::scalars(DType, const Tensor& rate) { return {rate}; }

std::optional<double> Optimizer::Impl::weight_decay(const Variable&) const {
  return common_.weight_decay;
}

void Optimizer::Impl::decay(const Variable& variable, const Tensor& rate) const {
  const auto amount = weight_decay(variable).value_or(0);
  if (amount == 0) return;
  if (std::find(not_decayed_.begin(), not_decayed_.end(), variable) != not_decayed_.end()) return;
  const auto name = variable.name();
  const bool excluded = std::any_of(
      names_not_decayed_.begin(), names_not_decayed_.end(),
      [&](const std::string& pattern) { return std::regex_search(name, std::regex(pattern)); });
  if (!excluded) variable.assign_sub(variable.value() * amount * rate);
}

void Optimizer::Impl::clip(std::vector<Tensor>& gradients) const {
  if (common_.global_clipnorm) return clip_together(gradients);
  for (auto& gradient : gradients) {
    if (!gradient.defined()) continue;
    if (const auto largest = common_.clipnorm) {
      const auto norm = ops::sqrt(ops::sum(ops::square(gradient)));
      gradient = gradient * *largest / ops::maximum(norm, *largest);
    } else if (const auto limit = common_.clipvalue) {
      gradient = ops::clip(gradient, -*limit, *limit);
    }
  }
}

void Optimizer::Impl::clip_together(std::vector<Tensor>& gradients) const {
  const double largest = *common_.global_clipnorm;
  std::vector<Tensor> squares;
  for (const auto& gradient : gradients)
    if (gradient.defined()) squares.push_back(ops::sum(ops::square(gradient)));
  const auto norm = ops::sqrt(ops::sum(ops::stack(squares)));
  // norm - norm is 0, but NaN where the norm is not finite: then all gradients become NaN.
  const auto scale = largest * ops::minimum(1.0 / norm, 1.0 / largest) + (norm - norm);
  for (auto& gradient : gradients)
    if (gradient.defined()) gradient = gradient * scale;
}

// ---- moving averages ----------------------------------------------------------------------------

void Optimizer::Impl::average() const {
  const auto done = updates_done();
  for (std::size_t i = 0; i < trainable_.size(); ++i) {
    if (!averages_[i].defined()) continue;
    const auto momentum = ops::cast(done != 0, averages_[i].dtype()) * common_.ema_momentum;
    averages_[i].assign(momentum * averages_[i].value() + (1 - momentum) * trainable_[i].value());
  }
  const auto frequency = common_.ema_overwrite_frequency;
  if (!frequency) return;
  const auto due = (done + 1) % *frequency == 0;
  for (std::size_t i = 0; i < trainable_.size(); ++i)
    if (averages_[i].defined())
      trainable_[i].assign(ops::where(due, averages_[i].value(), trainable_[i].value()));
}

void Optimizer::Impl::overwrite_with_averages() const {
  for (std::size_t i = 0; i < averages_.size(); ++i)
    if (averages_[i].defined()) trainable_[i].assign(averages_[i].value());
}

// ---- outside of a trace -------------------------------------------------------------------------

std::vector<Tensor> Optimizer::Impl::arranged(const std::vector<Tensor>& gradients,
                                              const Variables& variables) const {
  std::vector<Tensor> result(trainable_.size());
  bool any = false;
  for (std::size_t i = 0; i < variables.size(); ++i) {
    const auto at = std::find(trainable_.begin(), trainable_.end(), variables[i]);
    if (at == trainable_.end())
      fail("optimizers.", class_name_, ": the variables must be those that it was built for, ",
           paths_of(trainable_), "; received variable=", quoted(variables[i].path()));
    if (!gradients[i].defined()) continue;
    if (gradients[i].shape() != variables[i].shape())
      fail("optimizers.", class_name_, ": the gradient of ", quoted(variables[i].path()),
           " must have its shape ", variables[i].shape(),
           "; received shape=", gradients[i].shape());
    result[static_cast<std::size_t>(at - trainable_.begin())] = gradients[i];
    any = true;
  }
  if (!any)
    fail("optimizers.", class_name_,
         ": at least one variable must have a gradient; received None for ", paths_of(variables));
  return result;
}

compiler::Program Optimizer::Impl::traced(const std::vector<Tensor>& gradients) {
  std::vector<Spec> present;
  for (const auto& gradient : gradients)
    if (gradient.defined()) present.push_back({gradient.shape(), gradient.dtype()});
  const auto recording = compiler::record(present, [&](const std::vector<Tensor>& given) {
    std::vector<Tensor> all(gradients.size());
    auto next = given.begin();
    for (std::size_t i = 0; i < gradients.size(); ++i)
      if (gradients[i].defined()) all[i] = *next++;
    step(std::move(all));
    return Tensors();
  });
  return compiler::Program(recording.traced);
}

void Optimizer::Impl::run(const std::vector<Tensor>& gradients) {
  std::vector<Tensor> present;
  std::vector<Spec> specs;
  std::vector<bool> has;
  for (const auto& gradient : gradients) {
    has.push_back(gradient.defined());
    if (!gradient.defined()) continue;
    present.push_back(gradient);
    specs.push_back({gradient.shape(), gradient.dtype()});
  }
  graph::evaluate(present);
  if (!program_ || specs != program_gradients_ || has != program_has_) {
    program_ = std::make_unique<compiler::Program>(traced(gradients));
    program_gradients_ = std::move(specs);
    program_has_ = std::move(has);
  }
  (*program_)(present);
}

// ---- the handle ---------------------------------------------------------------------------------

Optimizer::Impl& Optimizer::checked() const {
  if (!impl_) fail("optimizers: there is no optimizer here (None)");
  return *impl_;
}

void Optimizer::apply(const std::vector<Tensor>& gradients, const Variables& variables) const {
  auto& impl = checked();
  if (gradients.size() != variables.size())
    fail("optimizers.", impl.class_name(),
         ": there must be a gradient for each variable; received ", gradients.size(),
         " gradients for ", variables.size(), " variables");
  if (gradients.empty()) return;
  impl.build(variables);
  const auto arranged = impl.core().arranged(gradients, variables);
  if (graph::Trace::current()) return impl.step(arranged);
  impl.run(arranged);
}

void Optimizer::minimize(const Tensor& loss, const Variables& variables) const {
  checked().build(variables);
  auto steps = gradients(scale_loss(loss), variables);
  for (std::size_t i = 0; i < steps.size();
       ++i)  // what the loss does not depend on stays, or decays
    if (!steps[i].defined() && !Impl::is_overwritten(variables[i]))
      steps[i] = ops::zeros(variables[i].shape(), {.dtype = variables[i].dtype()});
  apply(steps, variables);
}

double Optimizer::learning_rate() const {
  const graph::TracePause pause;
  return static_cast<double>(checked().core().rate());
}

void Optimizer::learning_rate(double rate) const {
  const graph::TracePause pause;
  checked().core().set_rate(rate);
}

std::int64_t Optimizer::iterations() const {
  const graph::TracePause pause;
  return static_cast<std::int64_t>(checked().core().updates_done());
}

void Optimizer::exclude_from_weight_decay(const Variables& variables,
                                          std::vector<std::string> names) const {
  checked().core().exclude_from_weight_decay(variables, std::move(names));
}

Value to_value(const Optimizer& optimizer) {
  if (!optimizer.impl_) return nullptr;
  const graph::TracePause pause;
  return serialized("keras.optimizers", optimizer.class_name(), optimizer.impl_->config());
}

}  // namespace keras::optimizers

template class keras::Registry<keras::optimizers::Optimizer>;
