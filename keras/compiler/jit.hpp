#pragma once
#include <array>
#include <functional>
#include <memory>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "keras/graph/structure.hpp"

namespace keras {

namespace compiler {

/// The programs of one function, one for each form of its inputs.
class Recorder {
 public:
  using Function = std::function<Tensors(const std::vector<Tensor>&)>;

  Recorder();
  /// The outputs of `function` on `inputs`: recorded at first, then a program.
  Tensors run(const std::vector<Tensor>& inputs, const Function& function) const;

 private:
  struct Programs;
  std::shared_ptr<Programs> programs_;
};

}  // namespace compiler

/// A function of tensors that is recorded once for each shape and dtype of its arguments and
/// compiled. Variables, metrics and optimizers that it touches are read and updated by the program.
///
///     const auto step = jit([&](const Tensor& x, const Tensor& y) {
///       const auto loss = loss_fn(y, model(x, {.training = true}));
///       optimizer.minimize(loss, model.trainable_variables());
///       return loss;
///     });
///
/// An error where the function looks at a value (`float(loss)`, `if`): what it does must not depend
/// on one.
template <class F>
class Jit {
 public:
  explicit Jit(F function) : function_(std::move(function)) {}

  template <class... T>
  auto operator()(const T&... given) const {
    using Result = std::invoke_result_t<const F&, as_given<T>...>;
    const std::tuple<as_given<T>...> arguments(given...);
    std::vector<Tensor> flat;
    std::apply([&](const auto&... each) { (append(flat, each), ...); }, arguments);
    const auto outputs = recorder_.run(flat, [&](const std::vector<Tensor>& stand_ins) -> Tensors {
      auto next = stand_ins.begin();
      const auto with = std::apply(
          [&](const auto&... each) { return std::tuple<as_given<T>...>{replaced(each, next)...}; },
          arguments);
      if constexpr (std::is_void_v<Result>) {
        std::apply(function_, with);
        return {};
      } else {
        return listed(std::apply(function_, with));
      }
    });
    if constexpr (!std::is_void_v<Result>) return unlisted<Result>(outputs);
  }

 private:
  template <class T>
  using as_given = std::conditional_t<std::is_same_v<T, Tensors>, Tensors, Tensor>;

  static void append(std::vector<Tensor>& flat, const Tensor& tensor) { flat.push_back(tensor); }
  static void append(std::vector<Tensor>& flat, const Tensors& tensors) {
    flat.insert(flat.end(), tensors.flat().begin(), tensors.flat().end());
  }
  template <class Next>
  static Tensor replaced(const Tensor&, Next& next) {
    return *next++;
  }
  template <class Next>
  static Tensors replaced(const Tensors& like, Next& next) {
    const auto first = next;
    next += static_cast<std::ptrdiff_t>(like.size());
    return like.with({first, next});
  }

  static Tensors listed(const Tensors& outputs) { return outputs; }
  template <std::size_t N>
  static Tensors listed(const std::array<Tensor, N>& outputs) {
    return std::vector<Tensor>(outputs.begin(), outputs.end());
  }
  template <class Result>
  static Result unlisted(const Tensors& outputs) {
    if constexpr (std::is_same_v<Result, Tensor> || std::is_same_v<Result, Tensors>) {
      return outputs;
    } else {
      Result result;
      for (std::size_t i = 0; i < result.size(); ++i) result[i] = outputs[i];
      return result;
    }
  }

  F function_;
  compiler::Recorder recorder_;
};

/// `function` compiled: see Jit.
template <class F>
Jit<F> jit(F function) {
  return Jit<F>(std::move(function));
}

}  // namespace keras
