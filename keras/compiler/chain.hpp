// Groups that run together, one part of the first axis after the other.
#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "keras/compiler/kernel.hpp"

namespace keras::compiler {

/// Groups in the order in which they run; several of them, where each part of the first axis of all
/// that they write needs the same part of what the others made.
struct Chain {
  std::vector<int> groups;
  std::int64_t length = 1;  ///< Of the axis.
  std::int64_t parts = 1;
};

/// Every group in one chain. Groups may move ahead of those they do not depend on.
std::vector<Chain> chains(const Ir& ir);

/// Runs the groups of a chain part by part: what only they read lies in the scratch of the thread
/// and stays in its cache. The bits are those of the groups one by one.
std::unique_ptr<Kernel> make_chain(Ir& ir, const Chain& chain);

}  // namespace keras::compiler
