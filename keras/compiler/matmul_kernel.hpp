#pragma once
#include <optional>
#include <string>

#include "keras/compiler/accumulation.hpp"
#include "keras/compiler/kernel.hpp"
#include "keras/compiler/tile_program.hpp"
#include "keras/runtime/cpu/matrix_unit.hpp"

namespace keras::compiler {

/// A product of matrices (or of a batch of them), with the pointwise instructions that follow it.
class MatmulKernel final : public Kernel {
 public:
  MatmulKernel(const Ir& ir, const Group& group);
  void run(const runtime::Cpu& cpu, void* const* pointers) const override;
  std::string describe() const override { return text_; }
  std::size_t scratch_bytes() const override {
    return gemm_scratch_ + (epilogue_ ? epilogue_->scratch_bytes() : 0);
  }

 private:
  void set_sizes(const Ir& ir, const Instruction& product);
  void add_followers(const Ir& ir, const Group& group);
  void share_work();
  runtime::Gemm gemm(void* const* pointers, std::int64_t batch) const;
  void run_tiles(const runtime::Cpu& cpu, void* const* pointers, std::int64_t first,
                 std::int64_t last) const;
  static void store(void* context, float* block, std::int64_t stride, std::int64_t rows,
                    std::int64_t cols, std::int64_t row, std::int64_t col);

  std::optional<Accumulation> accumulation_;
  std::optional<TileProgram> epilogue_;
  runtime::Gemm shape_;                        ///< The sizes and strides, without memory.
  const runtime::MatrixUnit* unit_ = nullptr;  ///< For operands in bfloat16.
  std::int64_t batches_ = 1, tiles_ = 1;
  std::int64_t together_ = 1;  ///< Tiles of a matrix that a thread takes at once.
  std::vector<std::int64_t> a_starts_, b_starts_, y_starts_;  ///< Of each matrix of the batch.
  std::size_t gemm_scratch_ = 0;
  int a_, b_, y_;
  std::string text_;
};

}  // namespace keras::compiler
