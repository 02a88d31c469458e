#include "keras/compiler/schedule.hpp"

#include <algorithm>
#include <map>

namespace keras::compiler {
namespace {

constexpr std::size_t alignment = 64;

struct Life {
  int value, first, last;
  std::size_t bytes, offset = 0;
};

std::vector<Life> lives(const Ir& ir, const std::vector<std::unique_ptr<Kernel>>& kernels) {
  std::map<int, Life> found;
  const auto touch = [&](int value, int at) {
    if (ir.value(value).home != Value::Home::temporary) return;
    auto& life =
        found.try_emplace(value, Life{value, at, at, bytes_of(ir.value(value))}).first->second;
    life.last = at;
  };
  for (int i = 0; i < static_cast<int>(kernels.size()); ++i) {
    const auto& kernel = *kernels[static_cast<std::size_t>(i)];
    for (const int value : kernel.writes) touch(value, i);
    for (const int value : kernel.reads) touch(value, i);
    if (kernel.workspace >= 0) touch(kernel.workspace, i);
  }
  std::vector<Life> result;
  for (const auto& [value, life] : found) result.push_back(life);
  return result;
}

/// Where the bytes of a value lie, so that overlaps can be seen.
struct Extent {
  int space;  ///< 0: the arena; else a number of its own for each other value
  std::size_t first, last;
  bool meets(const Extent& other) const {
    return space == other.space && first < other.last && other.first < last;
  }
};

Extent extent(const Ir& ir, int i) {
  const auto& value = ir.value(i);
  if (value.home == Value::Home::temporary)
    return {0, value.offset, value.offset + bytes_of(value)};
  if (value.home == Value::Home::variable) return {-1 - value.index, 0, 1};
  return {i + 1, 0, 1};
}

struct Use {
  Extent extent;
  bool write;
  bool serial;
};

std::vector<Use> uses(const Ir& ir, const Kernel& kernel) {
  std::vector<Use> result;
  for (const int value : kernel.reads)
    result.push_back({extent(ir, value), false, !kernel.parallel});
  for (const int value : kernel.writes)
    result.push_back({extent(ir, value), true, !kernel.parallel});
  if (kernel.workspace >= 0)
    result.push_back({extent(ir, kernel.workspace), true, !kernel.parallel});
  return result;
}

bool conflicts(const Use& a, const Use& b) {
  if (a.serial && b.serial) return false;  // the same thread, in order
  return (a.write || b.write) && a.extent.meets(b.extent);
}

}  // namespace

std::size_t bytes_of(const Value& value) {
  const auto& shape = value.spec.shape;
  const auto panel = runtime::kernels().panel;
  const auto count = value.layout == graph::Layout::panels
                         ? runtime::panels_size(shape[0], shape[1], panel)
                         : shape.elements();
  return static_cast<std::size_t>(count) * value.spec.dtype.itemsize();
}

std::size_t plan_memory(Ir& ir, const std::vector<std::unique_ptr<Kernel>>& kernels) {
  auto pending = lives(ir, kernels);
  std::sort(pending.begin(), pending.end(),
            [](const Life& a, const Life& b) { return a.bytes > b.bytes; });
  std::vector<Life> placed;  // by offset
  std::size_t total = 0;
  for (auto& life : pending) {
    std::size_t offset = 0;
    for (const auto& other : placed) {
      if (other.last < life.first || life.last < other.first) continue;
      if (offset + life.bytes <= other.offset) break;
      offset =
          std::max(offset, (other.offset + other.bytes + alignment - 1) / alignment * alignment);
    }
    life.offset = ir.value(life.value).offset = offset;
    total = std::max(total, offset + life.bytes);
    const auto before = [](const Life& a, const Life& b) { return a.offset < b.offset; };
    placed.insert(std::upper_bound(placed.begin(), placed.end(), life, before), life);
  }
  return total;
}

std::vector<bool> plan_barriers(const Ir& ir, const std::vector<std::unique_ptr<Kernel>>& kernels) {
  std::vector<bool> barriers;
  std::vector<Use> since;  // the last barrier
  for (const auto& kernel : kernels) {
    const auto now = uses(ir, *kernel);
    const bool meet = std::any_of(now.begin(), now.end(), [&](const Use& use) {
      return std::any_of(since.begin(), since.end(),
                         [&](const Use& old) { return conflicts(use, old); });
    });
    if (meet) since.clear();
    since.insert(since.end(), now.begin(), now.end());
    barriers.push_back(meet);
  }
  return barriers;
}

namespace {

/// Whether a kernel may run at any time: it makes results from arguments only.
bool is_free(const Ir& ir, const Kernel& kernel) {
  const auto all_are = [&](const std::vector<int>& values, Value::Home home) {
    return std::all_of(values.begin(), values.end(), [&](int i) {
      return ir.value(i).home == home &&
             (home == Value::Home::argument || ir.value(i).readers.empty());
    });
  };
  return kernel.parallel && kernel.workspace < 0 && !kernel.writes.empty() &&
         all_are(kernel.reads, Value::Home::argument) &&
         all_are(kernel.writes, Value::Home::result);
}

/// The end of the stretch without barriers in which most kernels are one thread's alone.
std::size_t end_of_longest_wait(const std::vector<std::unique_ptr<Kernel>>& kernels,
                                const std::vector<bool>& barriers) {
  std::size_t end = kernels.size(), alone = 0, most = 0;
  for (std::size_t i = 0; i < kernels.size(); ++i) {
    alone = barriers[i] ? 0 : alone;
    alone += !kernels[i]->parallel;
    const bool last = i + 1 == kernels.size() || barriers[i + 1];
    if (last && alone > most) most = alone, end = i + 1;
  }
  return end;
}

}  // namespace

void fill_waits(const Ir& ir, std::vector<std::unique_ptr<Kernel>>& kernels,
                std::vector<bool>& barriers) {
  std::vector<std::unique_ptr<Kernel>> free;
  for (std::size_t i = 0; i < kernels.size(); ++i) {
    if (!is_free(ir, *kernels[i])) continue;
    free.push_back(std::move(kernels[i]));
    if (barriers[i] && i + 1 < kernels.size()) barriers[i + 1] = true;
  }
  std::vector<bool> left;
  for (std::size_t i = 0; i < kernels.size(); ++i)
    if (kernels[i]) left.push_back(barriers[i]);
  std::erase(kernels, nullptr);
  const auto at = static_cast<std::ptrdiff_t>(end_of_longest_wait(kernels, left));
  left.insert(left.begin() + at, free.size(), false);
  kernels.insert(kernels.begin() + at, std::make_move_iterator(free.begin()),
                 std::make_move_iterator(free.end()));
  barriers = std::move(left);
}

void put_shared_work_last(std::vector<std::unique_ptr<Kernel>>& kernels,
                          const std::vector<bool>& barriers) {
  // Nothing that one thread does alone meets what all share, else a barrier would stand between.
  auto first = kernels.begin();
  while (first != kernels.end()) {
    auto last = first + 1;
    while (last != kernels.end() && !barriers[static_cast<std::size_t>(last - kernels.begin())])
      ++last;
    std::stable_partition(first, last, [](const auto& kernel) { return !kernel->parallel; });
    first = last;
  }
}

}  // namespace keras::compiler
