// What tensors are handles to. Internal: layers and users see `Tensor`.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "keras/graph/tensor.hpp"
#include "keras/runtime/buffer.hpp"

namespace keras::graph {

class Op;
struct Slot;

/// How the elements of a matrix lie in memory.
enum class Layout : std::uint8_t {
  plain,   ///< Row-major.
  panels,  ///< In panels of columns, as matrix products read their right side (runtime::Gemm).
};

/// The bytes of one computed tensor.
struct Storage {
  std::shared_ptr<runtime::Buffer> buffer = {};
  Layout layout = Layout::plain;
};

/// A matrix of `shape` in panels, copied to rows.
Storage in_rows(const Storage& panels, const Shape& shape);

/// One place of the graph: an operation on other nodes' results, or a leaf.
struct Node {
  enum class Kind : std::uint8_t {
    operation,    ///< `op` applied to `inputs`
    value,        ///< bytes in `values`
    scalar,       ///< the number `scalar`, a compile-time constant for programs
    placeholder,  ///< comes when a program runs, or never (symbolic)
    variable,     ///< in a trace: the value that `slot` has when the program runs
  };

  Kind kind = Kind::operation;
  std::uint64_t id = next_id();  ///< Grows with time: inputs have smaller ids.
  std::shared_ptr<const Op> op = {};
  std::vector<Tensor> inputs = {};
  std::vector<Spec> specs = {};      ///< One for each output.
  std::vector<Storage> values = {};  ///< One for each output once computed.
  std::vector<Tensor> masks = {};    ///< Of the outputs, as far as they have any (graph/mask.hpp).
  double scalar = 0;
  bool symbolic = false;  ///< Stands for what a model will be given; never computed.
  std::shared_ptr<Slot> slot = {};

  Node() = default;
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;
  ~Node();

  bool computed() const { return !values.empty(); }
  static std::uint64_t next_id();
};

}  // namespace keras::graph
