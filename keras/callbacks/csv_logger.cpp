#include "keras/callbacks/csv_logger.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include "keras/core/json.hpp"
#include "keras/core/registry_define.hpp"
#include "keras/io/file.hpp"
#include "keras/models/model.hpp"

namespace keras::callbacks {
namespace {

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

/// Several numbers stand in one cell, quoted twice as Keras does: """[0.5, 0.25]""".
std::string cell(const Value& value) {
  return value.is_number() ? text(value.as_number()) : text("\"\"\"", to_json(value), "\"\"\"");
}

class CSVLoggerImpl final : public Callback::Impl {
 public:
  explicit CSVLoggerImpl(CSVLoggerOptions options) : options_(std::move(options)) {
    if (options_.filename.empty())
      fail("callbacks.CSVLogger: filename must be given; received filename=''");
    if (options_.separator.size() != 1)
      fail("callbacks.CSVLogger: separator must be one character; received separator=",
           keras::quoted(options_.separator));
  }

  void on_train_begin(Model&, const Logs&) override {
    file_.reset(std::fopen(options_.filename.c_str(), options_.append ? "ae" : "we"));
    if (!file_) fail_errno("cannot be opened");
    columns_.clear();
  }

  void on_epoch_end(Model&, int epoch, Logs& logs) override {
    if (columns_.empty()) begin_table(logs);
    std::vector<std::string> cells = {text(epoch)};
    for (const auto& name : columns_)
      cells.push_back(logs.contains(name) ? cell(logs.at(name)) : "NA");
    write_line(cells);
  }

  void on_train_end(Model&, const Logs&) override { file_.reset(); }

 private:
  [[noreturn]] void fail_errno(const char* what) const {
    fail(io::printable(options_.filename), ": ", what, ": ", std::strerror(errno));
  }

  /// Chooses the columns and writes their names, unless the file has them already.
  void begin_table(const Logs& logs) {
    for (const auto& [name, value] : logs) columns_.push_back(name);
    std::sort(columns_.begin(), columns_.end());
    const bool validated = std::any_of(columns_.begin(), columns_.end(),
                                       [](const auto& name) { return name.starts_with("val_"); });
    // Without validation in the first epoch there may be some in a later one.
    const auto count = validated ? 0 : columns_.size();
    for (std::size_t i = 0; i < count; ++i) columns_.push_back("val_" + columns_[i]);
    if (std::fseek(file_.get(), 0, SEEK_END) == 0 && std::ftell(file_.get()) > 0) return;
    auto header = columns_;
    header.insert(header.begin(), "epoch");
    write_line(header);
  }

  void write_line(const std::vector<std::string>& cells) const {
    std::string line;
    for (const auto& cell : cells) line += (line.empty() ? "" : options_.separator) + cell;
    line += "\r\n";
    std::fwrite(line.data(), 1, line.size(), file_.get());
    if (std::fflush(file_.get()) != 0) fail_errno("cannot be written");
  }

  CSVLoggerOptions options_;
  std::unique_ptr<std::FILE, Close> file_;
  std::vector<std::string> columns_;
};

CSVLoggerOptions named(std::string filename, CSVLoggerOptions options) {
  options.filename = std::move(filename);
  return options;
}

}  // namespace

CSVLogger::CSVLogger(CSVLoggerOptions options)
    : Callback(std::make_shared<CSVLoggerImpl>(std::move(options))) {}
CSVLogger::CSVLogger(std::string filename, CSVLoggerOptions options)
    : CSVLogger(named(std::move(filename), std::move(options))) {}

const Registered<Callback> registered_csv_logger =
    registered<Callback, CSVLogger, CSVLoggerOptions>("keras.callbacks", "CSVLogger");

}  // namespace keras::callbacks
