#include <map>
#include <string>
#include <utility>

#include "keras/compiler/jit.hpp"
#include "keras/core/error.hpp"
#include "keras/data/derived.hpp"
#include "keras/data/rows.hpp"
#include "keras/graph/evaluate.hpp"

namespace keras::pipeline {
namespace {

/// The tensors of `like` replaced by `tensors`, in their order.
Batch with(const Batch& like, const std::vector<Tensor>& tensors) {
  auto next = tensors.begin();
  const auto take = [&](const Tensors& part) {
    const auto first = next;
    next += static_cast<std::ptrdiff_t>(part.size());
    return part.with({first, next});
  };
  Batch result;
  result.x = take(like.x), result.y = take(like.y);
  result.sample_weight = take(like.sample_weight);
  return result;
}

class Mapped final : public Derived {
 public:
  Mapped(SharedSource from, std::function<Batch(Batch)> function)
      : Derived(std::move(from)), function_(std::move(function)) {}

  bool reads_only() const override { return false; }
  std::unique_ptr<Stream> open() const override {
    return stream_of([this, stream = from().open()]() -> std::optional<Batch> {
      const auto element = stream->next();
      if (!element) return {};
      return apply(*element);
    });
  }

 private:
  /// A recording for elements of one kind, and what it gives.
  struct Form {
    compiler::Recorder recorder = {};
    Batch result = {};
  };

  static std::string kind_of(const Batch& element) {
    std::string kind;
    for (const auto* part : {&element.x, &element.y, &element.sample_weight}) {
      kind += text("|", part->names());
      for (const auto& tensor : part->flat()) kind += text(" ", tensor.shape(), tensor.dtype());
    }
    return kind;
  }

  Batch apply(const Batch& element) const {
    const auto inputs = data::flat(element);
    graph::evaluate(inputs);
    auto& form = forms_[kind_of(element)];
    const auto results = form.recorder.run(inputs, [&](const std::vector<Tensor>& stand_ins) {
      form.result = function_(with(element, stand_ins));
      return Tensors(data::flat(form.result));
    });
    return with(form.result, results.flat());
  }

  std::function<Batch(Batch)> function_;
  mutable std::map<std::string, Form> forms_;
};

}  // namespace

SharedSource mapped(SharedSource from, std::function<Batch(Batch)> function) {
  return std::make_shared<Mapped>(std::move(from), std::move(function));
}

}  // namespace keras::pipeline
