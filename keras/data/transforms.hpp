// Internal: what data sets can be changed by.
#pragma once
#include <functional>
#include <memory>
#include <optional>

#include "keras/data/source.hpp"

namespace keras::pipeline {

using SharedSource = std::shared_ptr<const Source>;

SharedSource batched(SharedSource from, std::int64_t size, bool drop_remainder);
SharedSource unbatched(SharedSource from);
/// Each element drawn from the next `window` ones.
SharedSource shuffled(SharedSource from, std::int64_t window, std::optional<std::int64_t> seed,
                      bool anew);
SharedSource mapped(SharedSource from, std::function<Batch(Batch)> function);
SharedSource filtered(SharedSource from, std::function<bool(const Batch&)> predicate);
/// `count` elements, or all, from the element `first` on.
SharedSource part(SharedSource from, std::int64_t first, std::optional<std::int64_t> count);
SharedSource repeated(SharedSource from, std::optional<std::int64_t> count);
SharedSource joined(SharedSource first, SharedSource second);
SharedSource cached(SharedSource from);
/// Elements are made on a thread of their own where they come from files; `mapped` ones are not:
/// programs run on the threads of the caller.
SharedSource prefetched(SharedSource from, std::int64_t ahead);

}  // namespace keras::pipeline
