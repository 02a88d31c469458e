#pragma once
#include <optional>
#include <string>

#include "keras/compiler/kernel.hpp"
#include "keras/compiler/tile_program.hpp"

namespace keras::compiler {

/// A reduction of neighbouring axes, seen as (outer, length, inner), with the pointwise
/// instructions that make what it reads.
class ReduceKernel final : public Kernel {
 public:
  ReduceKernel(Ir& ir, const Group& group);
  void run(const runtime::Cpu& cpu, void* const* pointers) const override;
  std::string describe() const override { return text_; }
  std::size_t scratch_bytes() const override { return program_ ? program_->scratch_bytes() : 0; }

 private:
  const std::byte* read(void* const* pointers, void* scratch, std::int64_t first,
                        std::int64_t count) const;
  void reduce_row(void* const* pointers, void* scratch, std::int64_t first, std::int64_t count,
                  void* y) const;
  void reduce_columns(void* const* pointers, void* scratch, std::int64_t block) const;
  void run_rows(const runtime::Cpu& cpu, void* const* pointers, void* scratch) const;
  void run_short_rows(const runtime::Cpu& cpu, void* const* pointers, void* scratch) const;
  void run_chunks(const runtime::Cpu& cpu, void* const* pointers, void* scratch) const;
  void empty(void* const* pointers) const;

  std::optional<TileProgram> program_;
  std::int64_t outer_ = 1, length_ = 1, inner_ = 1;
  std::int64_t tile_ = 1024;
  std::int64_t chunks_ = 1;  ///< Of a long row, each reduced alone.
  std::size_t itemsize_;
  DType dtype_;
  int input_, output_;
  runtime::Reduction reduction_;
  runtime::RowLoop row_;
  runtime::TileLoop combine_;
  std::string text_;
};

}  // namespace keras::compiler
