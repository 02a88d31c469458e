// Inside an open HDF5 file: its bytes, its budgets and its objects. Not for users of the reader.
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "keras/io/bytes.hpp"
#include "keras/io/hdf5_reader.hpp"

/// The format: https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html
namespace keras::io::hdf5 {

inline constexpr std::uint64_t undefined = ~std::uint64_t{0};  // an address of nothing
inline constexpr std::size_t address_size = 8;                 // others are refused at the door

/// The types of header messages that this reader knows.
enum MessageType : std::uint16_t {
  message_dataspace = 0x01,
  message_link_info = 0x02,
  message_datatype = 0x03,
  message_fill = 0x05,
  message_link = 0x06,
  message_external_files = 0x07,
  message_layout = 0x08,
  message_filters = 0x0B,
  message_attribute = 0x0C,
  message_continuation = 0x10,
  message_symbol_table = 0x11,
  message_attribute_info = 0x15,
};

struct Message {
  std::uint16_t type = 0;
  std::uint8_t flags = 0;
  Bytes body;
};

/// The messages of one object header.
struct Object {
  std::uint64_t address = 0;
  std::vector<Message> messages;

  const Message* find(MessageType type) const;
  /// The message `type`; an error when it is missing or stands elsewhere (is shared).
  const Message& at(MessageType type, std::string_view what) const;
};

struct Link {
  enum Kind { hard, soft, external, other } kind = hard;
  std::uint64_t address = 0;
};
using Links = std::map<std::string, Link, std::less<>>;

/// The open file and what has been spent on reading it.
struct Context {
  Buffer file;
  Bytes image;  // from the superblock to the stored end of file; addresses count from its start
  Hdf5Limits limits;
  std::uint64_t root = 0;
  std::uint64_t spent = 0;     // bytes of names and strings
  std::uint64_t unfolded = 0;  // bytes of datasets
  std::set<std::uint64_t> datasets;
  std::unordered_map<std::uint64_t, std::shared_ptr<const Links>> links;           // by object
  std::unordered_map<std::uint64_t, std::map<std::uint16_t, Bytes>> global_heaps;  // by address

  /// `size` bytes from `address` on; an error that names `what` when they are not all there.
  Bytes at(std::uint64_t address, std::uint64_t size, std::string_view what) const;
  /// A cursor from `address` to the end of the file.
  Cursor cursor(std::uint64_t address, std::string_view what) const;
  /// An error when an index of `count` entries has no room in the file.
  void check_count(std::uint64_t count) const;
  /// Counts `bytes` that reading makes out of the file; an error when they outgrow it by far.
  void spend(std::uint64_t bytes);
  /// The same for the `bytes` that the dataset at `address` declares, counted once.
  void unfold(std::uint64_t address, std::uint64_t bytes);
};

/// Finds and reads the superblock.
std::shared_ptr<Context> open_file(Buffer file, Hdf5Limits limits);
/// Whether a superblock stands at one of its places.
bool has_superblock(Bytes file);
std::shared_ptr<const Object> read_object(const Context& context, std::uint64_t address);

/// All links of a group; an error when `object` is none.
std::shared_ptr<const Links> read_links(Context& context, const Object& object);
bool is_group(const Object& object);

/// A node of a tree that was met again would be read forever: this refuses it.
class Visited {
 public:
  void enter(std::uint64_t address, std::string_view what);

 private:
  std::set<std::uint64_t> seen_;
};

}  // namespace keras::io::hdf5
