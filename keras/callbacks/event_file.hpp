// Internal: the files that TensorBoard reads.
#pragma once
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "keras/io/bytes.hpp"

namespace keras::callbacks {

/// A file of events in a folder, which is made when it is not there; the name is TensorFlow's:
/// events.out.tfevents.TIME.HOST.PROCESS.NUMBER.v2. An error that names the folder or file when it
/// cannot be written.
class EventFile {
 public:
  explicit EventFile(const std::string& folder);

  /// A number of a step, for the charts.
  void write_scalar(std::string_view tag, double value, std::int64_t step);
  /// The configuration of a model as JSON, for the page of graphs.
  void write_model(std::string_view tag, std::string_view json);
  void flush();

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  void write(std::int64_t step, std::string_view field);

  std::string path_;
  std::unique_ptr<std::FILE, Close> file_;
};

}  // namespace keras::callbacks
