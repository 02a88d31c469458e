// Where writers write to.
#pragma once
#include <cstdint>
#include <functional>
#include <vector>

#include "keras/io/bytes.hpp"

namespace keras::io {

/// Takes the next bytes of a stream.
using Sink = std::function<void(Bytes)>;

/// A stream whose earlier bytes can still be changed: a file that is being written, or memory.
class Output {
 public:
  virtual ~Output() = default;
  virtual void write(Bytes bytes) = 0;
  /// Replaces bytes that were written before.
  virtual void patch(std::uint64_t position, Bytes bytes) = 0;
  /// The number of bytes written so far.
  virtual std::uint64_t position() const = 0;

  Sink sink() {
    return [this](Bytes bytes) { write(bytes); };
  }
};

class MemoryOutput final : public Output {
 public:
  void write(Bytes bytes) override;
  void patch(std::uint64_t position, Bytes bytes) override;
  std::uint64_t position() const override { return data_.size(); }
  Bytes bytes() const& { return data_; }
  std::vector<std::byte> bytes() && { return std::move(data_); }

 private:
  std::vector<std::byte> data_;
};

}  // namespace keras::io
