#include "keras/compiler/matmul_kernel.hpp"

#include "keras/compiler/pointwise_kernel.hpp"
#include "keras/core/error.hpp"

namespace keras::compiler {
namespace {

constexpr std::int64_t worth_sharing = 1 << 15, worth_a_waking = 1 << 17;  // multiply-adds
constexpr std::int64_t worth_a_row = 256;                                  // elements

/// Where each matrix of a batch of `batch` starts in an operand of shape `shape`.
std::vector<std::int64_t> matrix_starts(const Shape& shape, const Shape& batch) {
  const auto own = shape.up_to(shape.rank() - 2);
  std::vector<std::int64_t> starts(static_cast<std::size_t>(batch.elements()));
  for (std::size_t i = 0; i < starts.size(); ++i)
    starts[i] = broadcast_index(own, batch, static_cast<std::int64_t>(i)) * shape[-1] * shape[-2];
  return starts;
}

}  // namespace

MatmulKernel::MatmulKernel(const Ir& ir, const Group& group) {
  const auto& product = ir.instruction(group.heavy);
  a_ = ir.base(product.inputs[0]).base, b_ = ir.base(product.inputs[1]).base;
  y_ = ir.base(product.outputs[0]).base;
  set_sizes(ir, product);
  reads = {a_, b_}, writes = {y_};
  text_ = text("matmul ", batches_ > 1 ? text(batches_, " x ") : "", shape_.m, "x", shape_.k, "x",
               shape_.n, shape_.b_panels ? " packed" : "");
  accumulation_ = accumulation(ir, group);
  if (accumulation_) {
    y_ = accumulation_->variable;
    reads.push_back(accumulation_->factor), writes = {y_};
    shape_.accumulate = true, shape_.y_panels = ir.value(y_).layout == graph::Layout::panels;
    text_ += " added to a variable";
  } else if (!group.members.empty()) {
    epilogue_.emplace(ir, group, group.heavy);
    writes = epilogue_->stores();
    reads.insert(reads.end(), epilogue_->loads().begin(), epilogue_->loads().end());
    shape_.epilogue.store = store;
    shape_.epilogue.wide = epilogue_->plain();
    text_ += " + " + describe_members(ir, group);
    // The epilogue sees whole panels only where its memory is in panels: the product itself is not
    // stored.
  }
  shape_.threads = runtime::num_threads();
  tiles_ = runtime::kernels().gemm_tiles(shape_);
  gemm_scratch_ =
      (static_cast<std::size_t>(runtime::kernels().gemm_scratch(shape_)) + 63) / 64 * 64;
  const auto work = batches_ * shape_.m * shape_.n * shape_.k;
  parallel = batches_ * tiles_ > 1 && work >= worth_sharing;
  worth_waking = parallel && work >= worth_a_waking;
}

void MatmulKernel::set_sizes(const Ir& ir, const Instruction& product) {
  const auto trait = std::get<graph::MatmulTrait>(product.trait);
  const auto a = ir.value(product.inputs[0]).spec.shape, b = ir.value(product.inputs[1]).spec.shape;
  auto& s = shape_;
  s.m = trait.transpose_a ? a[-1] : a[-2], s.k = trait.transpose_a ? a[-2] : a[-1];
  s.n = trait.transpose_b ? b[-2] : b[-1];
  s.a_row = trait.transpose_a ? 1 : a[-1], s.a_col = trait.transpose_a ? a[-1] : 1;
  s.b_row = b[-1], s.b_transposed = trait.transpose_b;
  s.b_panels = ir.value(b_).layout == graph::Layout::panels;
  s.y_row = s.n, s.y_panels = ir.value(y_).layout == graph::Layout::panels;
  const bool one = b.rank() == 2 && !trait.transpose_a;  // leading axes of a are more rows
  if (one) {
    s.m = 1;
    for (int i = 0; i + 1 < a.rank(); ++i) s.m *= a[i];
    a_starts_ = b_starts_ = {0};
    return;
  }
  const auto batch = broadcast(a.up_to(a.rank() - 2), b.up_to(b.rank() - 2), "ops.matmul");
  batches_ = batch.elements();
  a_starts_ = matrix_starts(a, batch), b_starts_ = matrix_starts(b, batch);
}

runtime::Gemm MatmulKernel::gemm(void* const* pointers, std::int64_t batch) const {
  auto g = shape_;
  const auto i = static_cast<std::size_t>(batch);
  g.a = static_cast<const float*>(pointers[a_]) + a_starts_[i];
  g.b = static_cast<const float*>(pointers[b_]) + b_starts_[i];
  if (accumulation_)
    g.alpha = accumulation_->sign * *static_cast<const float*>(pointers[accumulation_->factor]);
  if (!epilogue_) g.y = static_cast<float*>(pointers[y_]) + batch * shape_.m * shape_.n;
  return g;
}

namespace {

struct StoreContext {
  const TileProgram* program;
  void* const* pointers;
  void* scratch;
  std::int64_t rows, cols;
};

}  // namespace

void MatmulKernel::store(void* context, float* block, std::int64_t stride, std::int64_t rows,
                         std::int64_t cols, std::int64_t row, std::int64_t col) {
  const auto& c = *static_cast<const StoreContext*>(context);
  const auto panel = runtime::kernels().panel;
  // A block may hold more than a tile of the program: cut it. A part of a single row needs no
  // copies where the rows of the block are not those of the matrix.
  const auto width = std::min(cols, c.program->tile());
  const bool rows_alone = c.program->plain() && cols < c.cols && width >= worth_a_row;
  const auto height = rows_alone ? 1 : c.program->tile() / width;
  for (std::int64_t at = 0; at < rows; at += height) {
    const auto count = std::min(height, rows - at);
    for (std::int64_t from = 0; from < cols; from += width) {
      c.program->run_block(c.pointers, c.scratch,
                           {block + at * stride + from, stride, count, std::min(width, cols - from),
                            row + at, col + from, c.rows, c.cols, panel});
    }
  }
}

void MatmulKernel::run_tile(const runtime::Cpu& cpu, void* const* pointers,
                            std::int64_t tile) const {
  auto* scratch = static_cast<std::byte*>(cpu.scratch(scratch_bytes()));
  auto g = gemm(pointers, tile / tiles_);
  StoreContext context{};
  if (epilogue_) {
    context = {&*epilogue_, pointers, scratch + gemm_scratch_, shape_.m, shape_.n};
    g.epilogue.context = &context;
  }
  runtime::kernels().gemm_tile(g, tile % tiles_, scratch);
}

void MatmulKernel::run(const runtime::Cpu& cpu, void* const* pointers) const {
  if (epilogue_) {
    auto* scratch = static_cast<std::byte*>(cpu.scratch(scratch_bytes()));
    epilogue_->prepare(pointers, scratch + gemm_scratch_);
  }
  const auto visit = [&](std::int64_t tile) { run_tile(cpu, pointers, tile); };
  if (parallel) return cpu.for_each(batches_ * tiles_, visit);
  for (std::int64_t tile = 0; tile < batches_ * tiles_; ++tile) visit(tile);
}

}  // namespace keras::compiler
