#include "keras/core/interned.hpp"

#include <deque>
#include <limits>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <unordered_map>

#include "keras/core/error.hpp"

namespace keras {
namespace {

class Pool {
 public:
  static Pool& instance() {
    static auto* pool = new Pool;  // never destroyed: tensors of other statics may outlive it
    return *pool;
  }

  std::optional<std::uint32_t> find(std::string_view text) const {
    const std::shared_lock lock(mutex_);
    const auto at = numbers_.find(text);
    return at == numbers_.end() ? std::nullopt : std::optional(at->second);
  }

  std::uint32_t add(std::string_view text) {
    const std::unique_lock lock(mutex_);
    if (const auto at = numbers_.find(text); at != numbers_.end()) return at->second;
    const auto number = strings_.size();
    if (number > std::numeric_limits<std::uint32_t>::max())
      fail("Tensor: at most 2^32 different strings can be kept; received one more");
    strings_.emplace_back(text);
    return numbers_[strings_.back()] = static_cast<std::uint32_t>(number);
  }

  std::string_view at(std::uint32_t number) const {
    const std::shared_lock lock(mutex_);
    check(number < strings_.size(), "a number of no string");
    return strings_[number];
  }

 private:
  Pool() { add(""); }

  mutable std::shared_mutex mutex_;
  std::deque<std::string> strings_;  // whose items stay where they are
  std::unordered_map<std::string_view, std::uint32_t> numbers_;
};

}  // namespace

std::optional<std::uint32_t> find_interned(std::string_view text) {
  return Pool::instance().find(text);
}

std::uint32_t intern(std::string_view text) {
  const auto known = find_interned(text);
  return known ? *known : Pool::instance().add(text);
}

std::string_view interned(std::uint32_t number) { return Pool::instance().at(number); }

}  // namespace keras
