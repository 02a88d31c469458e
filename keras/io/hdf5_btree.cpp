#include "keras/io/hdf5_btree.hpp"

#include <bit>
#include <vector>

#include "keras/core/error.hpp"
#include "keras/io/hdf5_checksum.hpp"

namespace keras::io::hdf5 {
namespace {

constexpr std::string_view node_name = "an HDF5 tree node";
constexpr int deepest = 16;  // of a tree: even with two children a node more than any file has

class OldTree {
 public:
  OldTree(const Context& context, int kind, std::size_t key_size,
          const std::function<void(Bytes, std::uint64_t)>& visit)
      : context_(context), kind_(kind), key_size_(key_size), visit_(visit) {}

  /// The root says its level itself; every other node must be one level below its parent.
  void walk(std::uint64_t address, int parent_level) {
    visited_.enter(address, node_name);
    auto cursor = context_.cursor(address, node_name);
    if (cursor.text(4) != "TREE" || cursor.u8() != kind_)
      fail("there is no HDF5 tree node of the kind ", kind_, " at ", address);
    const int level = cursor.u8();
    if (level > deepest || (parent_level >= 0 && level != parent_level - 1))
      fail("an HDF5 tree node has the level ", level, " below one of the level ", parent_level);
    const auto count = cursor.u16();
    context_.check_count(entries_ += count);
    cursor.skip(2 * address_size);  // siblings
    for (int i = 0; i < count; ++i) {
      const auto key = cursor.take(key_size_);
      const auto child = cursor.u64();
      if (level == 0) {
        visit_(key, child);
      } else {
        walk(child, level);
      }
    }
  }

 private:
  const Context& context_;
  int kind_;
  std::size_t key_size_;
  const std::function<void(Bytes, std::uint64_t)>& visit_;
  std::uint64_t entries_ = 0;  // nodes that overlap would repeat them
  Visited visited_;
};

/// Bytes that numbers up to `most` take, at least one.
std::size_t width_of(std::uint64_t most) {
  return static_cast<std::size_t>(std::bit_width(std::max<std::uint64_t>(most, 1)) + 7) / 8;
}

class NewTree {
 public:
  NewTree(const Context& context, std::uint64_t address, const std::function<void(Bytes)>& visit)
      : context_(context), visit_(visit) {
    auto cursor = context.cursor(address, "an HDF5 tree");
    if (cursor.text(4) != "BTHD" || cursor.u8() != 0) fail("there is no HDF5 tree at ", address);
    kind_ = cursor.u8();
    node_size_ = cursor.u32();
    record_size_ = cursor.u16();
    depth_ = cursor.u16();
    cursor.skip(2);  // when nodes split and merge
    root_ = cursor.u64();
    root_records_ = cursor.u16();
    cursor.skip(8);
    check_checksum(context, address, cursor.position() - address, "an HDF5 tree");
    if (record_size_ == 0 || node_size_ < frame + record_size_ || depth_ > deepest)
      fail("an HDF5 tree has nodes of ", node_size_, " bytes, records of ", record_size_,
           " bytes and a depth of ", depth_);
    measure();
  }

  void walk() {
    if (root_ != undefined) walk(root_, root_records_, depth_);
  }

 private:
  static constexpr std::size_t frame = 4 + 1 + 1 + 4;  // signature, version, kind, checksum

  /// The widths of the counts beside the pointers follow from how many records a node can hold.
  void measure() {
    std::uint64_t most = (node_size_ - frame) / record_size_, total = most;
    count_width_ = width_of(most);
    total_width_ = {0};
    for (int level = 1; level <= depth_; ++level) {
      const auto pointer = pointer_size(level);
      most = node_size_ < frame + pointer
                 ? 0
                 : (node_size_ - frame - pointer) / (record_size_ + pointer);
      if (__builtin_mul_overflow(total, most + 1, &total) ||
          __builtin_add_overflow(total, most, &total))
        total = undefined;
      total_width_.push_back(width_of(total));
    }
  }

  std::size_t pointer_size(int level) const {
    return address_size + count_width_ + total_width_[static_cast<std::size_t>(level - 1)];
  }

  void walk(std::uint64_t address, std::uint64_t records, int level) {
    visited_.enter(address, node_name);
    auto cursor = context_.cursor(address, node_name);
    if (cursor.text(4) != (level == 0 ? "BTLF" : "BTIN") || cursor.u8() != 0 ||
        cursor.u8() != kind_)
      fail("there is no HDF5 tree node of the kind ", kind_, " at ", address);
    context_.check_count(entries_ += records);
    for (std::uint64_t i = 0; i < records; ++i) visit_(cursor.take(record_size_));
    std::vector<std::pair<std::uint64_t, std::uint64_t>> children;
    for (std::uint64_t i = 0; level > 0 && i <= records; ++i) {
      const auto child = cursor.u64();
      children.emplace_back(child, cursor.number(count_width_));
      cursor.skip(total_width_[static_cast<std::size_t>(level - 1)]);
    }
    check_checksum(context_, address, cursor.position() - address, node_name);
    for (const auto& [child, count] : children) walk(child, count, level - 1);
  }

  const Context& context_;
  const std::function<void(Bytes)>& visit_;
  int kind_ = 0, depth_ = 0;
  std::size_t node_size_ = 0, record_size_ = 0, count_width_ = 0;
  std::vector<std::size_t> total_width_;
  std::uint64_t root_ = 0, root_records_ = 0, entries_ = 0;
  Visited visited_;
};

}  // namespace

void visit_old_tree(const Context& context, std::uint64_t address, int kind, std::size_t key_size,
                    const std::function<void(Bytes key, std::uint64_t child)>& visit) {
  OldTree(context, kind, key_size, visit).walk(address, -1);
}

void visit_new_tree(const Context& context, std::uint64_t address,
                    const std::function<void(Bytes record)>& visit) {
  NewTree(context, address, visit).walk();
}

void check_checksum(const Context& context, std::uint64_t address, std::uint64_t size,
                    std::string_view what) {
  const auto stored = little_endian(context.at(address, size + 4, what).last(4));
  if (stored != lookup3(context.at(address, size, what)))
    fail(what, " at ", address, " is damaged: its checksum does not fit");
}

}  // namespace keras::io::hdf5
