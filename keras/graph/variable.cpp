#include "keras/graph/variable.hpp"

#include "keras/core/error.hpp"
#include "keras/graph/trace.hpp"

namespace keras {
namespace {

graph::Slot& checked(const std::shared_ptr<graph::Slot>& slot) {
  if (!slot) fail("Variable: the variable does not exist yet; is its layer built?");
  return *slot;
}

}  // namespace

Variable::Variable(double value)
    : Variable(Tensor(std::vector<float>{static_cast<float>(value)}, {})) {}

Variable::Variable(const Tensor& value, std::string name, bool trainable)
    : slot_(std::make_shared<graph::Slot>()) {
  slot_->spec = value.spec();
  slot_->spec.weak = false;
  slot_->value = value;
  slot_->name = slot_->path = std::move(name);
  slot_->trainable = trainable;
}

Tensor Variable::value() const {
  const auto& slot = checked(slot_);
  auto* trace = graph::Trace::current();
  return trace ? trace->read(slot_) : slot.value;
}

Shape Variable::shape() const { return checked(slot_).spec.shape; }
DType Variable::dtype() const { return checked(slot_).spec.dtype; }
std::string Variable::name() const { return checked(slot_).name; }
std::string Variable::path() const { return checked(slot_).path; }
bool Variable::trainable() const { return checked(slot_).trainable; }
void Variable::trainable(bool value) const { checked(slot_).trainable = value; }

}  // namespace keras
