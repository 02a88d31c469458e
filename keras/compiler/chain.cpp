#include "keras/compiler/chain.hpp"

#include <algorithm>
#include <deque>
#include <optional>
#include <set>

#include "keras/compiler/schedule.hpp"

namespace keras::compiler {
namespace {

constexpr std::size_t window = 64;           // groups that may move ahead of others
constexpr std::int64_t least_parts = 8;      // so that threads end at about the same time
constexpr std::size_t part_bytes = 1 << 14;  // of the largest value of a part
constexpr std::size_t least_saved = 1 << 18;
constexpr std::int64_t longest_row = 1 << 16;  // that a reduction sums up in one go

/// Where a value lies, so that a variable and its new value, written in place, are one.
int place(const Ir& ir, int value) {
  const auto& base = ir.base(value);
  return base.home == Value::Home::variable ? -1 - base.index : base.base;
}

/// What a group reads and writes: the places of base values.
struct Uses {
  std::set<int> parts;  ///< Read part by part.
  std::set<int> whole;  ///< Read whole for each part.
  std::set<int> writes;
  std::set<int> values;  ///< All that have parts, by number: the bytes, and the shapes they have.
};

std::vector<int> instructions(const Group& group) {
  auto result = group.members;
  if (group.heavy >= 0) result.push_back(group.heavy);
  return result;
}

bool has_parts(const Ir& ir, int value, std::int64_t parts) {
  const auto& shape = ir.value(value).spec.shape;
  const auto& base = ir.base(value);  // whose first axis may be this one and more
  return shape.rank() > 0 && shape[0] == parts && base.spec.shape.rank() > 0 &&
         base.spec.shape[0] % parts == 0 && base.layout == graph::Layout::plain;
}

/// How a group reads along the first axis of what it writes, if each part can be made alone.
class Reading {
 public:
  Reading(const Ir& ir, std::int64_t parts) : ir_(ir), parts_(parts) {}

  std::optional<Uses> of(const Group& group) {
    for (const int i : instructions(group)) {
      const auto& instruction = ir_.instruction(i);
      for (const int output : instruction.outputs) {
        if (!has_parts(ir_, output, parts_)) return std::nullopt;
        uses_.writes.insert(place(ir_, output));
        uses_.values.insert(output);
      }
      if (!read(instruction)) return std::nullopt;
    }
    return uses_;
  }

 private:
  bool read(const Instruction& instruction) {
    const auto& trait = instruction.trait;
    if (is_pointwise(trait)) return broadcast(instruction);
    if (const auto* reduce = std::get_if<graph::ReduceTrait>(&trait))
      return reduce->first > 0 && reduces_short_rows(instruction, *reduce) &&
             part(instruction.inputs[0]);
    if (std::holds_alternative<graph::RowsTrait>(trait)) return parts(instruction);
    if (const auto* permute = std::get_if<graph::PermuteTrait>(&trait))
      return permute->axes[0] == 0 && part(instruction.inputs[0]);
    return std::holds_alternative<graph::MatmulTrait>(trait) && rank(instruction.outputs[0]) > 2 &&
           rank(instruction.inputs[1]) == rank(instruction.outputs[0]) && broadcast(instruction);
  }

  /// Every operand is read part by part, and has rows within a part.
  bool parts(const Instruction& instruction) {
    return rank(instruction.outputs[0]) > 1 &&
           std::all_of(instruction.inputs.begin(), instruction.inputs.end(),
                       [&](int input) { return part(input); });
  }

  int rank(int value) const { return ir_.value(value).spec.shape.rank(); }

  /// Longer rows are summed up in pieces, differently for few rows.
  bool reduces_short_rows(const Instruction& instruction, const graph::ReduceTrait& trait) const {
    std::int64_t length = 1;
    for (int i = trait.first; i < trait.last; ++i)
      length *= ir_.value(instruction.inputs[0]).spec.shape[i];
    return length <= longest_row;
  }

  bool broadcast(const Instruction& instruction) {
    const auto own = rank(instruction.outputs[0]);
    return std::all_of(instruction.inputs.begin(), instruction.inputs.end(), [&](int input) {
      const auto& value = ir_.value(input);
      if (value.home == Value::Home::scalar) return true;
      const bool repeated = value.spec.shape.rank() < own || value.spec.shape[0] == 1;
      if (repeated) uses_.whole.insert(place(ir_, input));
      return repeated || part(input);
    });
  }

  bool part(int input) {
    uses_.parts.insert(place(ir_, input));
    uses_.values.insert({input, ir_.value(input).base});
    return has_parts(ir_, input, parts_);
  }

  const Ir& ir_;
  std::int64_t parts_;
  Uses uses_;
};

/// The same for any group, read whole.
Uses uses_of(const Ir& ir, const Group& group) {
  Uses uses;
  for (const int i : instructions(group)) {
    for (const int input : ir.instruction(i).inputs) uses.whole.insert(place(ir, input));
    for (const int output : ir.instruction(i).outputs) uses.writes.insert(place(ir, output));
  }
  return uses;
}

bool meet(const std::set<int>& a, const std::set<int>& b) {
  return std::any_of(a.begin(), a.end(), [&](int place) { return b.contains(place); });
}

/// Whether `later` must stay behind `earlier`.
bool depends(const Uses& later, const Uses& earlier) {
  return meet(later.parts, earlier.writes) || meet(later.whole, earlier.writes) ||
         meet(later.writes, earlier.writes) || meet(later.writes, earlier.parts) ||
         meet(later.writes, earlier.whole);
}

void add(Uses& all, const Uses& more) {
  all.parts.insert(more.parts.begin(), more.parts.end());
  all.whole.insert(more.whole.begin(), more.whole.end());
  all.writes.insert(more.writes.begin(), more.writes.end());
  all.values.insert(more.values.begin(), more.values.end());
}

/// Whether only groups of the chain touch a value that they write.
bool is_local(const Ir& ir, const std::set<int>& groups, int base) {
  const auto& value = ir.value(base);
  if (value.home != Value::Home::temporary || value.root || value.producer < 0) return false;
  return groups.contains(ir.instruction(value.producer).group) &&
         std::all_of(value.readers.begin(), value.readers.end(),
                     [&](int reader) { return groups.contains(ir.instruction(reader).group); });
}

/// Whether a value that a group makes is read by another one.
bool leaves_group(const Ir& ir, int base) {
  const auto& value = ir.value(base);
  return std::any_of(value.readers.begin(), value.readers.end(), [&](int reader) {
    return ir.instruction(reader).group != ir.instruction(value.producer).group;
  });
}

class Chains {
 public:
  explicit Chains(const Ir& ir) : ir_(ir) {}

  std::vector<Chain> run() {
    for (int i = 0; i < static_cast<int>(ir_.groups.size()); ++i) pending_.push_back(i);
    while (!pending_.empty()) next();
    return std::move(chains_);
  }

 private:
  const Group& group(int i) const { return ir_.groups[std::size_t(i)]; }

  std::int64_t length_of(int i) const {
    const auto all = instructions(group(i));
    if (all.empty() || ir_.instruction(all[0]).outputs.empty()) return 0;
    const auto& shape = ir_.value(ir_.instruction(all[0]).outputs[0]).spec.shape;
    return shape.rank() > 0 ? shape[0] : 0;
  }

  void next() {
    auto chain = longest();
    chain.parts = chain.groups.size() > 1 ? cut(chain) : 1;
    if (chain.parts < least_parts) chain = {{pending_.front()}}, ahead_.clear();
    for (const int i : ahead_) chains_.push_back({{i}});
    std::erase_if(pending_, [&](int i) {
      return std::find(ahead_.begin(), ahead_.end(), i) != ahead_.end() ||
             std::find(chain.groups.begin(), chain.groups.end(), i) != chain.groups.end();
    });
    chains_.push_back(std::move(chain));
  }

  /// The first pending group and those that can run with it. What neither needs goes ahead.
  Chain longest() {
    Chain chain{{pending_.front()}, length_of(pending_.front())};
    ahead_.clear();
    if (chain.length < least_parts) return chain;
    const auto first = Reading(ir_, chain.length).of(group(pending_.front()));
    if (!first || !fits({}, *first)) return chain;
    Uses own = *first, behind;
    for (std::size_t at = 1; at < pending_.size() && at < window; ++at) {
      const int i = pending_[at];
      const auto uses = Reading(ir_, chain.length).of(group(i));
      const auto all = uses_of(ir_, group(i));
      if (uses && !depends(*uses, behind) && fits(own, *uses)) {
        chain.groups.push_back(i);
        add(own, *uses);
      } else if (!uses && !depends(all, own) && !depends(all, behind)) {
        ahead_.push_back(i);
      } else {
        add(behind, all);
      }
    }
    return chain;
  }

  /// Whether nothing that is read whole is also made or read in parts.
  static bool fits(Uses all, const Uses& more) {
    add(all, more);
    return !meet(all.whole, all.writes) && !meet(all.whole, all.parts);
  }

  /// Into how many parts the chain is worth to be cut, or 0.
  std::int64_t cut(const Chain& chain) const {
    const std::set<int> groups(chain.groups.begin(), chain.groups.end());
    std::size_t saved = 0, largest = 0;
    for (const int i : chain.groups) {
      for (const int instruction : instructions(group(i))) {
        const int base = ir_.base(ir_.instruction(instruction).outputs[0]).base;
        if (!is_local(ir_, groups, base) || !leaves_group(ir_, base)) continue;
        saved += bytes_of(ir_.value(base));
        largest = std::max(largest, bytes_of(ir_.value(base)));
      }
    }
    if (saved < least_saved) return 0;
    auto parts = chain.length;
    while (parts >= least_parts &&
           (chain.length % parts != 0 || largest / static_cast<std::size_t>(parts) < part_bytes))
      --parts;
    return parts;
  }

  const Ir& ir_;
  std::deque<int> pending_;
  std::vector<int> ahead_;
  std::vector<Chain> chains_;
};

/// Several kernels, one part of the first axis after the other.
class ChainKernel final : public Kernel {
 public:
  ChainKernel(Ir& ir, const Chain& chain) : parts_(chain.parts) {
    const std::set<int> groups(chain.groups.begin(), chain.groups.end());
    const auto whole = shorten(ir, chain);
    for (const int i : chain.groups) add(ir, i);
    place_values(ir, groups);
    for (const auto& [value, shape] : whole) ir.value(value).spec.shape = shape;
    parallel = worth_waking = true;
    text_ = text("in ", parts_, " parts:", text_);
  }

  void run(const runtime::Cpu& cpu, void* const* pointers) const override {
    auto* scratch = static_cast<std::byte*>(cpu.scratch(scratch_bytes()));
    auto** table = reinterpret_cast<void**>(scratch);
    auto* own = scratch + table_bytes_;
    const runtime::Cpu alone(0, 1, nullptr, {own + own_bytes_, kernel_bytes_});
    for (const int value : whole_) table[value] = pointers[value];
    for (const auto& [value, offset] : own_) table[value] = own + offset;
    cpu.for_each(parts_, [&](std::int64_t part) {
      for (const auto& [value, bytes] : moving_)
        table[value] =
            static_cast<std::byte*>(pointers[value]) + static_cast<std::size_t>(part) * bytes;
      for (const auto& kernel : kernels_) kernel->run(alone, table);
    });
  }

  std::string describe() const override { return text_; }
  std::size_t scratch_bytes() const override { return table_bytes_ + own_bytes_ + kernel_bytes_; }

 private:
  struct Place {
    int value;
    std::size_t bytes;  ///< Of a part, or from the start of the scratch.
  };

  /// Gives all that has parts the shape of one; returns the shapes that they had.
  std::vector<std::pair<int, Shape>> shorten(Ir& ir, const Chain& chain) {
    Uses uses;
    for (const int i : chain.groups)
      keras::compiler::add(uses, *Reading(ir, chain.length).of(ir.groups[std::size_t(i)]));
    shortened_ = uses.values;
    std::vector<std::pair<int, Shape>> shapes;
    for (const int value : shortened_) {
      auto& shape = ir.value(value).spec.shape;
      shapes.emplace_back(value, shape);
      shape[0] /= parts_;
    }
    return shapes;
  }

  void add(Ir& ir, int i) {
    auto group = ir.groups[std::size_t(i)];
    group.elements /= parts_;
    kernels_.push_back(make_kernel(ir, group));
    kernel_bytes_ = std::max(kernel_bytes_, rounded(kernels_.back()->scratch_bytes()));
    text_ += (kernels_.size() > 1 ? "; " : " ") + kernels_.back()->describe();
  }

  static std::size_t rounded(std::size_t bytes) { return (bytes + 63) / 64 * 64; }

  void place_values(const Ir& ir, const std::set<int>& groups) {
    table_bytes_ = rounded(ir.values.size() * sizeof(void*));
    std::set<int> read, written;
    for (const auto& kernel : kernels_) {
      read.insert(kernel->reads.begin(), kernel->reads.end());
      written.insert(kernel->writes.begin(), kernel->writes.end());
    }
    auto all = read;
    all.insert(written.begin(), written.end());
    for (const int value : all) {
      if (is_local(ir, groups, value)) {
        own_.push_back({value, own_bytes_});
        own_bytes_ += rounded(bytes_of(ir.value(value)));
        continue;
      }
      if (read.contains(value)) reads.push_back(value);
      if (written.contains(value)) writes.push_back(value);
      if (shortened_.contains(value)) {
        moving_.push_back({value, bytes_of(ir.value(value))});
      } else {
        whole_.push_back(value);
      }
    }
  }

  std::int64_t parts_;
  std::vector<std::unique_ptr<Kernel>> kernels_;
  std::vector<Place> moving_, own_;
  std::vector<int> whole_;
  std::set<int> shortened_;
  std::size_t table_bytes_ = 0, own_bytes_ = 0, kernel_bytes_ = 0;
  std::string text_;
};

}  // namespace

std::vector<Chain> chains(const Ir& ir) { return Chains(ir).run(); }

std::unique_ptr<Kernel> make_chain(Ir& ir, const Chain& chain) {
  return std::make_unique<ChainKernel>(ir, chain);
}

}  // namespace keras::compiler
