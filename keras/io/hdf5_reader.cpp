#include "keras/io/hdf5_reader.hpp"

#include <algorithm>

#include "keras/core/error.hpp"
#include "keras/io/file.hpp"
#include "keras/io/hdf5_attributes.hpp"
#include "keras/io/hdf5_context.hpp"
#include "keras/io/hdf5_datatype.hpp"
#include "keras/io/hdf5_layout.hpp"

namespace keras::io {
namespace {

hdf5::Datatype type_of(const hdf5::Object& object) {
  return hdf5::parse_datatype(object.at(hdf5::message_datatype, "datatype").body);
}

hdf5::Dataspace space_of(const hdf5::Object& object) {
  return hdf5::parse_dataspace(object.at(hdf5::message_dataspace, "dataspace").body);
}

bool is_dataset_object(const hdf5::Object& object) {
  return object.find(hdf5::message_layout) && !hdf5::is_group(object);
}

[[noreturn]] void refuse_link(const hdf5::Link& link, std::string_view name) {
  const char* kind = link.kind == hdf5::Link::soft       ? "a soft link"
                     : link.kind == hdf5::Link::external ? "an external link (to another file)"
                                                         : "a link of an unknown kind";
  fail(quoted(name), " is ", kind, ", which is not followed");
}

}  // namespace

Hdf5Object::Hdf5Object(std::shared_ptr<hdf5::Context> context,
                       std::shared_ptr<const hdf5::Object> object, std::string path)
    : context_(std::move(context)), object_(std::move(object)), path_(std::move(path)) {}

std::uint64_t Hdf5Object::address() const { return object_->address; }

std::vector<std::string> Hdf5Object::attribute_names() const {
  return naming(path_, [&] {
    std::vector<std::string> names;
    for (const auto& attribute : hdf5::read_attributes(*context_, *object_))
      names.emplace_back(attribute.name);
    std::sort(names.begin(), names.end());
    return names;
  });
}

std::optional<Array> Hdf5Object::attribute(std::string_view name) const {
  return naming(path_, [&]() -> std::optional<Array> {
    for (const auto& attribute : hdf5::read_attributes(*context_, *object_)) {
      if (attribute.name != name) continue;
      return naming(text("attribute ", quoted(name)),
                    [&] { return hdf5::attribute_value(*context_, attribute); });
    }
    return std::nullopt;
  });
}

std::string Hdf5Object::string_attribute(std::string_view name) const {
  const auto value = attribute(name);
  if (!value) fail(printable(path_), ": has no attribute ", quoted(name));
  if (value->dtype != DType::string || value->strings.size() != 1)
    fail(printable(path_), ": attribute ", quoted(name),
         " must be one string; received dtype=", value->dtype, " shape=", value->shape);
  return value->strings[0];
}

std::vector<std::string> Hdf5Object::strings_attribute(std::string_view name) const {
  auto value = attribute(name);
  if (!value) fail(printable(path_), ": has no attribute ", quoted(name));
  // An empty list has no elements to tell its type by: h5py stores it as float64.
  if (value->elements() == 0) return {};
  if (value->dtype != DType::string || value->shape.rank() != 1)
    fail(printable(path_), ": attribute ", quoted(name),
         " must be a list of strings; received dtype=", value->dtype, " shape=", value->shape);
  return std::move(value->strings);
}

Hdf5Dataset::Hdf5Dataset(std::shared_ptr<hdf5::Context> context,
                         std::shared_ptr<const hdf5::Object> object, std::string path)
    : Hdf5Object(std::move(context), std::move(object), std::move(path)) {
  naming(path_, [&] {
    const auto type = type_of(*object_);
    dtype_ = type.dtype();
    shape_ = space_of(*object_).shape;
    declared_bytes(shape_, type.size, "the dataset");
  });
}

std::uint64_t Hdf5Dataset::size_in_bytes() const {
  return declared_bytes(shape_, dtype_.itemsize(), "the dataset");
}

Array Hdf5Dataset::read() const {
  return naming(path_, [&] {
    const auto type = type_of(*object_);
    const auto raw = hdf5::read_elements(*context_, *object_, type, space_of(*object_));
    return hdf5::decode_elements(*context_, type, shape_, raw);
  });
}

void Hdf5Dataset::read_into(std::span<std::byte> target) const {
  naming(path_, [&] {
    const auto type = type_of(*object_);
    if (type.kind != hdf5::Datatype::number) fail("must hold numbers; it holds strings");
    if (target.size() != size_in_bytes())
      fail("has ", size_in_bytes(), " bytes of elements; ", target.size(), " are expected");
    const auto raw = hdf5::read_elements(*context_, *object_, type, space_of(*object_));
    // Of a mapped file, only a piece is in memory beside the target.
    auto rest = target;
    in_pieces(raw, [&](Bytes part) {
      decode_into(type.numbers, {}, part, rest.first(part.size()));
      rest = rest.subspan(part.size());
    });
  });
}

Hdf5Group::Hdf5Group(std::shared_ptr<hdf5::Context> context,
                     std::shared_ptr<const hdf5::Object> object, std::string path)
    : Hdf5Object(std::move(context), std::move(object), std::move(path)) {}

std::vector<std::string> Hdf5Group::names() const {
  return naming(path_, [&] {
    std::vector<std::string> names;
    for (const auto& [name, link] : *hdf5::read_links(*context_, *object_)) names.push_back(name);
    return names;
  });
}

std::string Hdf5Group::below(std::string_view name) const {
  return path_ == "/" ? text("/", name) : text(path_, "/", name);
}

std::shared_ptr<const hdf5::Object> Hdf5Group::find(std::string_view name) const {
  return naming(path_, [&]() -> std::shared_ptr<const hdf5::Object> {
    auto object = object_;
    for (auto rest = name; !rest.empty();) {
      const auto part = rest.substr(0, rest.find('/'));
      rest.remove_prefix(std::min(part.size() + 1, rest.size()));
      if (!hdf5::is_group(*object)) return nullptr;
      const auto links = hdf5::read_links(*context_, *object);
      const auto link = links->find(part);
      if (link == links->end()) return nullptr;
      if (link->second.kind != hdf5::Link::hard) refuse_link(link->second, name);
      object = hdf5::read_object(*context_, link->second.address);
    }
    return object;
  });
}

bool Hdf5Group::contains(std::string_view name) const { return find(name) != nullptr; }

bool Hdf5Group::is_group(std::string_view name) const {
  const auto object = find(name);
  return object && hdf5::is_group(*object);
}

bool Hdf5Group::is_dataset(std::string_view name) const {
  const auto object = find(name);
  return object && is_dataset_object(*object);
}

Hdf5Group Hdf5Group::group(std::string_view name) const {
  auto object = find(name);
  if (!object || !hdf5::is_group(*object))
    fail(printable(path_), ": there is no group ", quoted(name));
  return {context_, std::move(object), below(name)};
}

Hdf5Dataset Hdf5Group::dataset(std::string_view name) const {
  auto object = find(name);
  if (!object || !is_dataset_object(*object))
    fail(printable(path_), ": there is no dataset ", quoted(name));
  return {context_, std::move(object), below(name)};
}

Hdf5File::Hdf5File(Buffer file, Hdf5Limits limits)
    : context_(hdf5::open_file(std::move(file), limits)) {}

Hdf5Group Hdf5File::root() const {
  auto object = hdf5::read_object(*context_, context_->root);
  if (!hdf5::is_group(*object)) fail("the root of the HDF5 file is no group");
  return {context_, std::move(object), "/"};
}

bool Hdf5File::recognizes(Bytes file) { return hdf5::has_superblock(file); }

}  // namespace keras::io
