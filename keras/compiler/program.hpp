// A closed piece of graph made ready to run again and again.
#pragma once
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "keras/graph/trace.hpp"

namespace keras::runtime {
struct MatrixUnit;
}

namespace keras::compiler {

/// What a trace recorded: placeholders in, tensors out, variables updated.
struct Traced {
  std::vector<Tensor> arguments = {};
  std::vector<Tensor> results = {};
  std::vector<graph::Trace::Update> updates = {};
};

/// A program: kernels in an order, with their memory planned. Running it allocates nothing.
class Program {
 public:
  explicit Program(const Traced& traced);
  /// The same with what multiplies bfloat16, or nullptr for the loops of float32.
  Program(const Traced& traced, const runtime::MatrixUnit* unit);
  ~Program();
  Program(Program&&) noexcept;
  Program& operator=(Program&&) noexcept;

  /// Runs with row-major `arguments`, writing the results to memory of their size. Variables are
  /// read and updated in place.
  void run(std::span<const void* const> arguments, std::span<void* const> results) const;

  /// The same with tensors; the results get new memory.
  std::vector<Tensor> operator()(std::span<const Tensor> arguments) const;

  const Spec& argument(int i) const;
  const Spec& result(int i) const;
  /// Bytes of memory for intermediate values.
  std::size_t planned_bytes() const;
  /// The kernels in order, one a line, for reading.
  std::string print() const;

  struct Impl;

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace keras::compiler
