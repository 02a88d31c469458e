#include "keras/io/npz.hpp"

#include <algorithm>

#include "keras/core/error.hpp"
#include "keras/io/npy.hpp"

namespace keras::io {
namespace {

constexpr std::string_view suffix = ".npy";

}  // namespace

NpzReader::NpzReader(Buffer file, ZipLimits limits) : zip_(std::move(file), limits) {
  for (const auto& name : zip_.names())
    if (name.ends_with(suffix)) names_.push_back(name.substr(0, name.size() - suffix.size()));
}

bool NpzReader::contains(std::string_view name) const {
  return std::find(names_.begin(), names_.end(), name) != names_.end();
}

Array NpzReader::array(std::string_view name) const {
  if (!contains(name)) fail("the npz file has no array ", quoted(name), suggestion(name, names_));
  const auto member = text(name, suffix);
  try {
    return read_npy(zip_.member(member));
  } catch (const ValueError& error) {
    const std::string_view sentence = error.what();
    if (sentence.find(quoted(member)) != sentence.npos) throw;
    fail("array ", quoted(name), ": ", sentence);
  }
}

void write_npz(Output& out, const std::vector<std::pair<std::string, Array>>& arrays) {
  ZipWriter zip(out);
  for (const auto& named : arrays)
    zip.add(named.first + std::string(suffix), npy_size(named.second),
            [&](const Sink& sink) { write_npy(sink, named.second); });
  zip.finish();
}

}  // namespace keras::io
