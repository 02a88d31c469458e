// What a program runs, one after the other.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "keras/compiler/ir.hpp"

namespace keras::compiler {

/// A group made ready to run. `pointers[v]` is where value v lies.
class Kernel {
 public:
  virtual ~Kernel() = default;
  virtual void run(const runtime::Cpu& cpu, void* const* pointers) const = 0;
  /// For people: "matmul 32x784x128 + maximum".
  virtual std::string describe() const = 0;

  /// Bytes of `Cpu::scratch` that `run` needs of each thread.
  virtual std::size_t scratch_bytes() const { return 0; }

  std::vector<int> reads = {}, writes = {};  ///< Base values.
  /// Whether the threads share the work; otherwise one thread does it all.
  bool parallel = false;
  /// Whether it alone is worth waking the other threads; small shares are taken by who is awake.
  bool worth_waking = false;
  /// Memory that all threads share while the kernel runs, as a value of the program, or -1.
  int workspace = -1;
};

/// The kernel of a group. May add a workspace value to `ir`.
std::unique_ptr<Kernel> make_kernel(Ir& ir, const Group& group);

/// Writes `value`, whatever its layout, to the variable `target` (a value that stands for it).
std::unique_ptr<Kernel> make_copy(const Ir& ir, int value, int target);

}  // namespace keras::compiler
