#pragma once
#include <string>

#include "keras/compiler/kernel.hpp"
#include "keras/compiler/tile_program.hpp"

namespace keras::compiler {

/// The names of a group's pointwise members.
std::string describe_members(const Ir& ir, const Group& group);

/// A chain of pointwise instructions over all elements.
class PointwiseKernel final : public Kernel {
 public:
  PointwiseKernel(const Ir& ir, const Group& group);
  void run(const runtime::Cpu& cpu, void* const* pointers) const override;
  std::string describe() const override { return text_; }
  std::size_t scratch_bytes() const override { return program_.scratch_bytes(); }

 private:
  TileProgram program_;
  std::int64_t elements_;
  std::string text_;
};

}  // namespace keras::compiler
