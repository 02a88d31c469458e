#pragma once
#include <cstddef>
#include <memory>
#include <vector>

#include "keras/compiler/kernel.hpp"

namespace keras::compiler {

/// Gives every temporary of the kernels a place in one arena, memory being used again where lives
/// do not meet. Returns the size of the arena.
std::size_t plan_memory(Ir& ir, const std::vector<std::unique_ptr<Kernel>>& kernels);

/// Before which kernels the threads must meet: those that touch memory which another thread may
/// still be writing or reading.
std::vector<bool> plan_barriers(const Ir& ir, const std::vector<std::unique_ptr<Kernel>>& kernels);

/// Moves work that nothing of the program waits for (rows gathered for the next step) to where one
/// thread is busy alone for the longest time.
void fill_waits(const Ir& ir, std::vector<std::unique_ptr<Kernel>>& kernels,
                std::vector<bool>& barriers);

/// Between two meetings, lets the first thread do what is its alone before all share the rest: the
/// others begin with their shares meanwhile, and take what is left of the first thread's.
void put_shared_work_last(std::vector<std::unique_ptr<Kernel>>& kernels,
                          const std::vector<bool>& barriers);

/// Bytes that a value takes.
std::size_t bytes_of(const Value& value);

}  // namespace keras::compiler
