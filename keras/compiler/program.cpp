#include "keras/compiler/program.hpp"

#include <algorithm>
#include <exception>
#include <mutex>

#include "keras/compiler/chain.hpp"
#include "keras/compiler/fuse.hpp"
#include "keras/compiler/half_products.hpp"
#include "keras/compiler/kernel.hpp"
#include "keras/compiler/layout.hpp"
#include "keras/compiler/lower.hpp"
#include "keras/compiler/permutes.hpp"
#include "keras/compiler/schedule.hpp"
#include "keras/core/error.hpp"
#include "keras/graph/evaluate.hpp"
#include "keras/runtime/cpu/matrix_unit.hpp"
#include "keras/runtime/number.hpp"

namespace keras::compiler {

struct Program::Impl {
  Ir ir;
  std::vector<std::unique_ptr<Kernel>> kernels;
  std::vector<bool> barriers;
  std::unique_ptr<runtime::Buffer> arena, numbers;
  bool shares_work = false;
  std::size_t scratch_bytes = 0;  ///< What the neediest kernel asks of each thread.
  std::vector<std::pair<std::size_t, int>>
      names;                  ///< Values that lie where a variable lies, and its value.
  std::vector<bool> written;  ///< By slot: whether the program updates it.
  mutable std::vector<void*> pointers;
  mutable std::exception_ptr failure;  ///< The first one of a kernel in the running program.
  mutable std::mutex mutex;            ///< The arena serves one run at a time.

  Impl(const Traced& traced, const runtime::MatrixUnit* unit);
  void unpack_constants();
  void place_fixed_values();
  void bind_variable(std::size_t i) const;
  void* convert(std::size_t i, const Tensor& value) const;
  void finish_pointers() const;
  void walk(const runtime::Cpu& cpu) const;
  void run_alone(const Kernel& kernel, const runtime::Cpu& cpu) const;
};

Program::Impl::Impl(const Traced& traced, const runtime::MatrixUnit* unit) : ir(lower(traced)) {
  absorb_permutes(ir);
  absorb_bfloat16(ir, unit);
  fuse(ir);
  const auto copies = place_results(ir);
  unpack_constants();
  const auto unpacked = choose_layouts(ir);
  for (const auto& [from, to] : unpacked) kernels.push_back(make_copy(ir, from, to));
  for (const auto& chain : chains(ir)) {
    if (chain.parts > 1) {
      kernels.push_back(make_chain(ir, chain));
      continue;
    }
    const auto& group = ir.groups[static_cast<std::size_t>(chain.groups[0])];
    const int output = ir.instruction(group.heavy >= 0 ? group.heavy : group.members[0]).outputs[0];
    const bool nothing =
        group.kind != Group::Kind::op && ir.value(output).spec.shape.elements() == 0;
    if (!nothing) kernels.push_back(make_kernel(ir, group));
  }
  for (const auto& copy : copies)
    kernels.push_back(
        make_copy(ir, copy.value, ir.slot_values[static_cast<std::size_t>(copy.variable)]));
  arena = std::make_unique<runtime::Buffer>(plan_memory(ir, kernels));
  barriers = plan_barriers(ir, kernels);
  fill_waits(ir, kernels, barriers);
  put_shared_work_last(kernels, barriers);
  shares_work =
      std::any_of(kernels.begin(), kernels.end(), [](const auto& k) { return k->worth_waking; });
  for (const auto& kernel : kernels)
    scratch_bytes = std::max(scratch_bytes, kernel->scratch_bytes());
  written.resize(ir.slots.size());
  for (const auto& update : ir.updates) written[static_cast<std::size_t>(update.variable)] = true;
  place_fixed_values();
}

/// Constants in panels (the values of variables, outside of a trace) are read in rows here.
void Program::Impl::unpack_constants() {
  for (auto& value : ir.values) {
    if (value.home != Value::Home::constant || value.layout == graph::Layout::plain) continue;
    value.storage = graph::in_rows(value.storage, ir.value(value.base).spec.shape);
    value.layout = graph::Layout::plain;
  }
}

void Program::Impl::place_fixed_values() {
  constexpr std::size_t room = 16;
  numbers = std::make_unique<runtime::Buffer>(room * ir.values.size() + room);
  pointers.resize(ir.values.size());
  for (std::size_t i = 0; i < ir.values.size(); ++i) {
    const auto& value = ir.values[i];
    if (value.home == Value::Home::temporary && value.base == static_cast<int>(i)) {
      pointers[i] = static_cast<std::byte*>(arena->data()) + value.offset;
    } else if (value.home == Value::Home::variable) {
      names.emplace_back(i, ir.slot_values[static_cast<std::size_t>(value.index)]);
    } else if (value.home == Value::Home::constant) {
      pointers[i] = value.storage.buffer->data();
    } else if (value.home == Value::Home::scalar) {
      pointers[i] = static_cast<std::byte*>(numbers->data()) + room * i;
      runtime::write_number(value.scalar, value.spec.dtype, pointers[i]);
    }
  }
}

/// The variable's memory as the program wants it: computed, in its layout, and nobody else's where
/// the program writes it.
void Program::Impl::bind_variable(std::size_t i) const {
  const auto& slot = *ir.slots[i];
  const auto& wanted = ir.value(ir.slot_values[i]);
  const auto& node = *slot.value.node();
  if (!node.computed()) graph::evaluate({slot.value});
  const auto& storage = node.values[static_cast<std::size_t>(slot.value.output())];
  const bool own = slot.value.node().use_count() == 1 && storage.buffer.use_count() == 1 &&
                   storage.buffer->writable();
  auto* memory = storage.buffer->data();
  if (storage.layout != wanted.layout || (written[i] && !own)) memory = convert(i, slot.value);
  pointers[static_cast<std::size_t>(ir.slot_values[i])] = memory;
}

void* Program::Impl::convert(std::size_t i, const Tensor& value) const {
  const auto& wanted = ir.value(ir.slot_values[i]);
  const auto& storage = value.node()->values[static_cast<std::size_t>(value.output())];
  auto buffer = std::make_shared<runtime::Buffer>(bytes_of(wanted));
  Ir pair;
  pair.values = {wanted, wanted};
  pair.values[0].base = 0, pair.values[1].base = 1;
  pair.values[0].layout = storage.layout;
  void* ends[] = {storage.buffer->data(), buffer->data()};
  make_copy(pair, 0, 1)->run(runtime::Cpu(0, 1, nullptr), ends);
  ir.slots[i]->value = make_tensor(wanted.spec, {buffer, wanted.layout});
  return buffer->data();
}

/// Points every name of the same bytes to them.
void Program::Impl::finish_pointers() const {
  for (const auto& [name, variable] : names)
    pointers[name] = pointers[static_cast<std::size_t>(variable)];
}

void Program::Impl::walk(const runtime::Cpu& cpu) const {
  const auto alone = cpu.alone();
  for (std::size_t i = 0; i < kernels.size(); ++i) {
    if (barriers[i]) cpu.barrier();
    if (kernels[i]->parallel) {
      kernels[i]->run(cpu, pointers.data());
    } else if (cpu.thread() == 0) {
      run_alone(*kernels[i], alone);
    }
  }
}

/// The other threads wait at barriers: what is thrown here is thrown again after the run.
void Program::Impl::run_alone(const Kernel& kernel, const runtime::Cpu& cpu) const try {
  kernel.run(cpu, pointers.data());
} catch (const ValueError&) {
  if (!failure) failure = std::current_exception();
}

Program::Program(const Traced& traced) : Program(traced, runtime::matrix_unit()) {}
Program::Program(const Traced& traced, const runtime::MatrixUnit* unit)
    : impl_(std::make_unique<Impl>(traced, unit)) {}
Program::~Program() = default;
Program::Program(Program&&) noexcept = default;
Program& Program::operator=(Program&&) noexcept = default;

void Program::run(std::span<const void* const> arguments, std::span<void* const> results) const {
  const auto& impl = *impl_;
  const std::lock_guard lock(impl.mutex);
  for (std::size_t i = 0; i < arguments.size(); ++i)
    impl.pointers[static_cast<std::size_t>(impl.ir.arguments[i])] = const_cast<void*>(arguments[i]);
  for (std::size_t i = 0; i < results.size(); ++i)
    impl.pointers[static_cast<std::size_t>(impl.ir.base(impl.ir.results[i]).base)] = results[i];
  for (std::size_t i = 0; i < impl.ir.slots.size(); ++i) impl.bind_variable(i);
  impl.finish_pointers();
  const auto work = [](const runtime::Cpu& cpu, void* context) {
    static_cast<const Impl*>(context)->walk(cpu);
  };
  runtime::run_on_threads(impl.shares_work ? runtime::num_threads() : 1, impl.scratch_bytes, work,
                          const_cast<Impl*>(&impl));
  if (impl.failure) std::rethrow_exception(std::exchange(impl.failure, nullptr));
}

std::vector<Tensor> Program::operator()(std::span<const Tensor> arguments) const {
  std::vector<const void*> in;
  std::vector<void*> out;
  for (const auto& argument : arguments) in.push_back(argument.bytes().data());
  std::vector<Tensor> results;
  for (const int value : impl_->ir.results) {
    results.push_back(empty_tensor(impl_->ir.value(value).spec));
    out.push_back(results.back().node()->values[0].buffer->data());
  }
  run(in, out);
  return results;
}

const Spec& Program::argument(int i) const {
  return impl_->ir.value(impl_->ir.arguments[static_cast<std::size_t>(i)]).spec;
}
const Spec& Program::result(int i) const {
  return impl_->ir.value(impl_->ir.results[static_cast<std::size_t>(i)]).spec;
}
std::size_t Program::planned_bytes() const { return impl_->arena->bytes(); }

std::string Program::print() const {
  std::string out;
  for (std::size_t i = 0; i < impl_->kernels.size(); ++i) {
    const auto& kernel = *impl_->kernels[i];
    out += text(impl_->barriers[i] ? "| " : "  ", kernel.parallel ? "* " : "  ", kernel.describe(),
                "\n");
  }
  return out;
}

}  // namespace keras::compiler
