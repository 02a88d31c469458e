#include "keras/compiler/matmul_kernel.hpp"

#include <algorithm>
#include <utility>

#include "keras/compiler/pointwise_kernel.hpp"
#include "keras/core/error.hpp"

namespace keras::compiler {
namespace {

constexpr std::int64_t worth_sharing = 1 << 15, worth_a_waking = 1 << 17;  // multiply-adds
constexpr std::int64_t worth_a_row = 256;                                  // elements
constexpr std::int64_t least_shares = 64, most_together = 8;  // of the tiles, for each thread

/// Matrices in memory.
struct Matrices {
  Shape shape;
  std::vector<std::int64_t> strides;

  /// Axis i is axis order[i] of what lies row by row with the shape `memory`.
  Matrices(const Shape& memory, const std::vector<int>& order) : shape(memory) {
    std::vector<std::int64_t> in_memory(static_cast<std::size_t>(memory.rank()), 1);
    for (int i = memory.rank() - 2; i >= 0; --i)
      in_memory[std::size_t(i)] = in_memory[std::size_t(i + 1)] * memory[i + 1];
    strides = in_memory;
    for (std::size_t i = 0; i < order.size(); ++i)
      strides[i] = in_memory[std::size_t(order[i])], shape[static_cast<int>(i)] = memory[order[i]];
  }

  std::int64_t stride(int axis) const { return strides[std::size_t(shape.rank() + axis)]; }

  void transpose() {
    std::swap(shape[-1], shape[-2]);
    std::swap(strides[std::size_t(shape.rank() - 1)], strides[std::size_t(shape.rank() - 2)]);
  }

  /// Where each one of a batch of `batch` starts.
  std::vector<std::int64_t> starts(const Shape& batch) const {
    std::vector<std::int64_t> result(static_cast<std::size_t>(batch.elements()));
    for (std::size_t i = 0; i < result.size(); ++i) {
      auto rest = static_cast<std::int64_t>(i);
      for (int axis = -1; axis >= -batch.rank(); rest /= batch[axis--])
        if (axis - 2 >= -shape.rank() && shape[axis - 2] > 1)
          result[i] += rest % batch[axis] * stride(axis - 2);
    }
    return result;
  }
};

/// Where each axis that `order` names ends up.
std::vector<int> inverse(const std::vector<int>& order) {
  std::vector<int> result(order.size());
  for (std::size_t i = 0; i < order.size(); ++i)
    result[std::size_t(order[i])] = static_cast<int>(i);
  return result;
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
  unit_ = product.unit;
  if (unit_) text_ += " bfloat16";
  add_followers(ir, group);
  share_work();
}

/// What is done with the product before it is stored.
void MatmulKernel::add_followers(const Ir& ir, const Group& group) {
  if (!unit_) accumulation_ = accumulation(ir, group);
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
}

void MatmulKernel::share_work() {
  shape_.threads = runtime::num_threads();
  tiles_ = unit_ ? unit_->tiles(shape_) : runtime::kernels().gemm_tiles(shape_);
  const auto scratch = unit_ ? unit_->scratch(shape_) : runtime::kernels().gemm_scratch(shape_);
  gemm_scratch_ = (static_cast<std::size_t>(scratch) + 63) / 64 * 64;
  together_ = std::clamp<std::int64_t>(tiles_ / (least_shares * shape_.threads), 1, most_together);
  const auto work = batches_ * shape_.m * shape_.n * shape_.k;
  parallel = batches_ * tiles_ > 1 && work >= worth_sharing;
  worth_waking = parallel && work >= worth_a_waking;
}

void MatmulKernel::set_sizes(const Ir& ir, const Instruction& product) {
  const auto trait = std::get<graph::MatmulTrait>(product.trait);
  const auto& orders = product.orders;
  const auto shape = [&](int value) { return ir.value(value).spec.shape; };
  Matrices a(shape(product.inputs[0]), orders[0]), b(shape(product.inputs[1]), orders[1]);
  const Matrices y(shape(product.outputs[0]), inverse(orders[2]));
  const bool one = b.shape.rank() == 2 && !trait.transpose_a;  // leading axes of a are more rows
  if (trait.transpose_a) a.transpose();
  if (trait.transpose_b) b.transpose();
  auto& s = shape_;
  s.m = a.shape[-2], s.k = a.shape[-1], s.n = b.shape[-1];
  s.a_row = a.stride(-2), s.a_col = a.stride(-1);
  s.b_transposed = orders[1].empty() ? trait.transpose_b : b.stride(-1) != 1;
  s.b_row = b.stride(s.b_transposed ? -1 : -2);
  s.b_panels = ir.value(b_).layout == graph::Layout::panels;
  s.y_row = one ? s.n : y.stride(-2), s.y_panels = ir.value(y_).layout == graph::Layout::panels;
  const auto leading = [](const Matrices& x) { return x.shape.up_to(x.shape.rank() - 2); };
  const auto batch = one ? Shape() : broadcast(leading(a), leading(b), "ops.matmul");
  batches_ = batch.elements();
  if (one) s.m = a.shape.up_to(a.shape.rank() - 1).elements();
  a_starts_ = a.starts(batch), b_starts_ = b.starts(batch), y_starts_ = y.starts(batch);
}

runtime::Gemm MatmulKernel::gemm(void* const* pointers, std::int64_t batch) const {
  auto g = shape_;
  const auto i = static_cast<std::size_t>(batch);
  if (!unit_) {
    g.a = static_cast<const float*>(pointers[a_]) + a_starts_[i];
    g.b = static_cast<const float*>(pointers[b_]) + b_starts_[i];
  }
  if (accumulation_)
    g.alpha = accumulation_->sign * *static_cast<const float*>(pointers[accumulation_->factor]);
  if (!epilogue_) g.y = static_cast<float*>(pointers[y_]) + y_starts_[i];
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

/// Computes the tiles [first, last) of all, which are of one matrix.
void MatmulKernel::run_tiles(const runtime::Cpu& cpu, void* const* pointers, std::int64_t first,
                             std::int64_t last) const {
  auto* scratch = static_cast<std::byte*>(cpu.scratch(scratch_bytes()));
  const auto batch = first / tiles_;
  auto g = gemm(pointers, batch);
  first -= batch * tiles_, last -= batch * tiles_;
  StoreContext context{};
  if (epilogue_) {
    context = {&*epilogue_, pointers, scratch + gemm_scratch_, shape_.m, shape_.n};
    g.epilogue.context = &context;
  }
  if (!unit_) return runtime::kernels().gemm(g, first, last, scratch);
  const auto i = static_cast<std::size_t>(batch);
  for (auto tile = first; tile < last; ++tile)
    unit_->tile(g, static_cast<const bfloat16*>(pointers[a_]) + a_starts_[i],
                static_cast<const bfloat16*>(pointers[b_]) + b_starts_[i], tile, scratch);
}

void MatmulKernel::run(const runtime::Cpu& cpu, void* const* pointers) const {
  if (epilogue_) {
    auto* scratch = static_cast<std::byte*>(cpu.scratch(scratch_bytes()));
    epilogue_->prepare(pointers, scratch + gemm_scratch_);
  }
  const auto parts = (tiles_ + together_ - 1) / together_;
  const auto visit = [&](std::int64_t i) {
    const auto start = i / parts * tiles_, tile = i % parts * together_;
    run_tiles(cpu, pointers, start + tile, start + std::min(tile + together_, tiles_));
  };
  if (parallel) return cpu.for_each(batches_ * parts, visit);
  for (std::int64_t i = 0; i < batches_ * parts; ++i) visit(i);
}

}  // namespace keras::compiler
