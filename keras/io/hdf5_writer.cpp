#include "keras/io/hdf5_writer.hpp"

#include <algorithm>

#include "keras/core/error.hpp"
#include "keras/io/hdf5_encode.hpp"

namespace keras::io {
namespace {

constexpr std::uint64_t superblock_size = 96, alignment = 64;

std::uint64_t aligned(std::uint64_t x) { return (x + alignment - 1) / alignment * alignment; }

}  // namespace

struct Hdf5Writer::Node {
  bool is_group = true;
  std::map<std::string, Node, std::less<>> children;  // in the order of their bytes, as HDF5 wants
  std::vector<hdf5::NewAttribute> attributes;
  DType dtype = DType::float32;
  Shape shape;
  std::function<void(const Sink&)> produce;

  std::uint64_t size() const { return declared_bytes(shape, dtype.itemsize(), "a dataset"); }
};

namespace {

using Node = Hdf5Writer::Node;

/// Where the elements of every dataset go, and the structures that stand after them.
struct Plan {
  std::vector<std::pair<const Node*, std::uint64_t>> datasets;
  hdf5::Region structures;
  std::uint64_t root = 0;
};

void place_datasets(const Node& node, Plan& plan, std::uint64_t& next) {
  for (const auto& [name, child] : node.children) {
    if (child.is_group) {
      place_datasets(child, plan, next);
    } else {
      plan.datasets.emplace_back(&child, next);
      next = aligned(next + child.size());
    }
  }
}

/// Appends what `node` holds, then its header; the datasets come in the order they were placed in.
std::uint64_t append_node(const Node& node, Plan& plan, std::size_t& dataset) {
  std::vector<std::vector<std::byte>> messages;
  if (node.is_group) {
    hdf5::Symbols symbols;
    for (const auto& [name, child] : node.children)
      symbols.emplace_back(name, append_node(child, plan, dataset));
    messages.push_back(hdf5::append_symbols(plan.structures, symbols));
  } else {
    messages = hdf5::dataset_messages(node.dtype, node.shape, plan.datasets[dataset++].second);
  }
  for (const auto& attribute : node.attributes)
    messages.push_back(hdf5::attribute_message(plan.structures, attribute));
  return hdf5::append_header(plan.structures, messages);
}

Plan make_plan(const Node& root) {
  Plan plan;
  auto next = aligned(superblock_size);
  place_datasets(root, plan, next);
  plan.structures.base = next;
  std::size_t dataset = 0;
  plan.root = append_node(root, plan, dataset);
  return plan;
}

void add_attribute(Node& node, hdf5::NewAttribute attribute) {
  if (attribute.name.empty() || attribute.name.find('\0') != attribute.name.npos)
    fail("an HDF5 attribute must have a name without NUL; received ", quoted(attribute.name));
  for (const auto& other : node.attributes)
    if (other.name == attribute.name)
      fail("there are two HDF5 attributes ", quoted(attribute.name));
  node.attributes.push_back(std::move(attribute));
}

}  // namespace

Hdf5Writer::Hdf5Writer() : root_(std::make_unique<Node>()) {}
Hdf5Writer::~Hdf5Writer() = default;

Hdf5Writer::Node& Hdf5Writer::reach(std::string_view path, bool is_group) {
  auto* node = root_.get();
  for (auto rest = path; !rest.empty();) {
    const auto part = rest.substr(0, rest.find('/'));
    rest.remove_prefix(std::min(part.size() + 1, rest.size()));
    if (part.empty() || part == "." || part == ".." || part.find('\0') != part.npos)
      fail("an HDF5 path must have names between its '/'; received ", quoted(path));
    if (!node->is_group) fail("the HDF5 path ", quoted(path), " leads through a dataset");
    auto child = node->children.find(part);
    if (child == node->children.end()) {
      child = node->children.emplace(part, Node()).first;
      child->second.is_group = is_group || !rest.empty();
    }
    node = &child->second;
  }
  return *node;
}

void Hdf5Writer::group(std::string_view path) {
  if (!reach(path, true).is_group) fail("the HDF5 path ", quoted(path), " is a dataset");
}

void Hdf5Writer::dataset(std::string_view path, DType dtype, Shape shape, Bytes contents) {
  const auto size = declared_bytes(shape, dtype.itemsize(), "a dataset");
  if (contents.size() != size)
    fail("the HDF5 dataset ", quoted(path), " of shape=", shape, " needs ", size,
         " bytes; received ", contents.size());
  dataset(path, dtype, std::move(shape), [contents](const Sink& sink) { sink(contents); });
}

void Hdf5Writer::dataset(std::string_view path, DType dtype, Shape shape,
                         std::function<void(const Sink&)> produce) {
  auto& node = reach(path, false);
  if (node.is_group || node.produce) fail("the HDF5 path ", quoted(path), " is in use");
  if (shape.rank() > max_rank) fail("an HDF5 dataset may have at most ", max_rank, " axes");
  node.dtype = dtype;
  node.shape = std::move(shape);
  node.produce = std::move(produce);
  node.size();
}

void Hdf5Writer::attribute(std::string_view path, std::string_view name, std::string_view text) {
  Array value{DType::string, {}, {}, {std::string(text)}};
  add_attribute(reach(path, true), {std::string(name), std::move(value), true});
}

void Hdf5Writer::attribute(std::string_view path, std::string_view name,
                           const std::vector<std::string>& texts) {
  Array value{DType::string, {static_cast<std::int64_t>(texts.size())}, {}, texts};
  add_attribute(reach(path, true), {std::string(name), std::move(value), false});
}

void Hdf5Writer::attribute(std::string_view path, std::string_view name, const Array& numbers) {
  add_attribute(reach(path, true), {std::string(name), numbers, false});
}

void Hdf5Writer::attribute(std::string_view path, std::string_view name, std::int64_t number) {
  std::vector<std::byte> bytes;
  put(bytes, static_cast<std::uint64_t>(number), 8);
  attribute(path, name, Array{DType::int64, {}, Buffer::copy(bytes), {}});
}

std::uint64_t Hdf5Writer::size() const { return make_plan(*root_).structures.next(); }

void Hdf5Writer::write(const Sink& sink) const {
  const auto plan = make_plan(*root_);
  std::uint64_t position = 0;
  const auto emit = [&](Bytes bytes) { sink(bytes), position += bytes.size(); };
  const std::vector<std::byte> zeros(alignment);
  const auto pad_to = [&](std::uint64_t place) { emit(Bytes(zeros).first(place - position)); };
  emit(hdf5::encode_superblock(plan.structures.next(), plan.root));
  for (const auto& [node, address] : plan.datasets) {
    pad_to(address);
    node->produce(emit);
    check(position == address + node->size(), "an HDF5 dataset wrote another number of bytes");
  }
  pad_to(plan.structures.base);
  emit(plan.structures.bytes);
}

}  // namespace keras::io
