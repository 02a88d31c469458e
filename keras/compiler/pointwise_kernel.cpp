#include "keras/compiler/pointwise_kernel.hpp"

#include <algorithm>

namespace keras::compiler {
namespace {

// Less work than this (in element operations) costs less than waking and meeting other threads.
constexpr std::int64_t worth_sharing = 1 << 15;

/// How many elements lie in the memory of what is stored: panels are filled up with more.
std::int64_t stored_elements(const Ir& ir, const Group& group, const std::vector<int>& stores) {
  for (const int store : stores) {
    const auto& value = ir.value(store);
    if (value.layout != graph::Layout::panels) continue;
    const auto& shape = value.spec.shape;
    return runtime::panels_size(shape[0], shape[1], runtime::kernels().panel);
  }
  return group.elements;
}

}  // namespace

std::string describe_members(const Ir& ir, const Group& group) {
  std::string out;
  for (const int member : group.members)
    out += (out.empty() ? "" : " ") + std::string(ir.instruction(member).op->name());
  return out;
}

PointwiseKernel::PointwiseKernel(const Ir& ir, const Group& group)
    : program_(ir, group, -1), text_(describe_members(ir, group)) {
  reads = program_.loads(), writes = program_.stores();
  elements_ = stored_elements(ir, group, writes);
  parallel = worth_waking =
      elements_ * static_cast<std::int64_t>(program_.steps()) >= worth_sharing;
}

void PointwiseKernel::run(const runtime::Cpu& cpu, void* const* pointers) const {
  auto* scratch = cpu.scratch(program_.scratch_bytes());
  program_.prepare(pointers, scratch);
  const auto tile = program_.tile(), tiles = (elements_ + tile - 1) / tile;
  const auto visit = [&](std::int64_t i) {
    program_.run(pointers, scratch, i * tile, std::min(tile, elements_ - i * tile));
  };
  if (parallel) return cpu.for_each(tiles, visit);
  for (std::int64_t i = 0; i < tiles; ++i) visit(i);
}

}  // namespace keras::compiler
