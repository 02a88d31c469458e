#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>
#include <set>

#include "keras/graph/symbolic.hpp"
#include "keras/models/part_calls.hpp"
#include "keras/models/table.hpp"
#include "keras/models/trainer.hpp"

namespace keras {
namespace {

using graph::Node;

using graph::call_at;
using Part = Model::Impl::Part;

/// "1,234,567"
std::string grouped(std::int64_t number) {
  auto digits = std::to_string(number);
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), ",");
  return digits;
}

/// "397.54 KB"
std::string readable(double bytes) {
  constexpr const char* units[] = {"B", "KB", "MB", "GB", "TB", "PB"};
  std::size_t unit = 0;
  for (; bytes >= 1024 && unit + 1 < std::size(units); ++unit) bytes /= 1024;
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "%.2f %s", bytes, units[unit]);
  return buffer;
}

/// How many numbers there are, and how much memory they take.
struct Amount {
  std::int64_t count = 0, bytes = 0;

  Amount() = default;
  explicit Amount(const Variables& variables) {
    for (const auto& variable : variables) {
      const auto elements = variable.shape().elements();
      count += elements;
      bytes += elements * static_cast<std::int64_t>(variable.dtype().itemsize());
    }
  }
  Amount& operator+=(const Amount& other) {
    count += other.count, bytes += other.bytes;
    return *this;
  }
};

std::string line_of(const char* what, const Amount& amount) {
  return text(" ", what, " params: ", grouped(amount.count), " (",
              readable(static_cast<double>(amount.bytes)), ")\n");
}

std::string totals(const Model& model) {
  const Amount trainable(model.trainable_variables());
  const Amount fixed(model.non_trainable_variables());
  const bool optimized =
      model.compiled() && model.optimizer().defined() && model.optimizer().impl()->built();
  const auto optimizer = optimized ? Amount(model.optimizer().variables()) : Amount();
  auto total = trainable;
  (total += fixed) += optimizer;
  return line_of("Total", total) + line_of("Trainable", trainable) +
         line_of("Non-trainable", fixed) + (optimized ? line_of("Optimizer", optimizer) : "");
}

/// What the rows of one model have in common.
class Rows {
 public:
  Rows(const Model& model, const SummaryOptions& options)
      : calls_(model), options_(options), branched_(is_branched()) {}

  bool branched() const { return branched_; }

  std::vector<Column> columns() const {
    std::vector<Column> columns = {{"Layer (type)"}, {"Output Shape"}, {"Param #", Align::right}};
    if (branched_) columns.push_back({"Connected to"});
    if (options_.show_trainable) columns.push_back({"Trainable", Align::center});
    return columns;
  }

  /// The row of a layer or an operation, then those of the layers in it, when they are wanted.
  void add(const Part& part, std::vector<std::vector<std::string>>& rows, int level = 0) const {
    const auto& layer = part.layer;
    const auto prefix =
        level == 0 ? "" : std::string(3 * static_cast<std::size_t>(level), ' ') + "└ ";
    const bool unbuilt = layer.defined() && !layer.built();
    std::vector<std::string> row = {text(prefix, part.name(), " (", part.class_name(), ")"),
                                    output_shape(part),
                                    unbuilt           ? "0 (unbuilt)"
                                    : layer.defined() ? grouped(layer.count_params())
                                                      : "0"};
    if (branched_) row.push_back(connections(part));
    if (options_.show_trainable)
      row.push_back(!layer.defined() || layer.variables().empty() ? "-"
                    : layer.trainable()                           ? "Y"
                                                                  : "N");
    rows.push_back(std::move(row));
    if (!options_.expand_nested || !layer.defined()) return;
    for (const auto& child : layer.impl()->children())
      if (child.attribute == "layers")
        for (const auto& inner : child.layers) add({inner}, rows, level + 1);
  }

 private:
  /// Whether the graph is more than a chain of layers.
  bool is_branched() const {
    std::set<const Node*> used;
    std::set<const void*> called;
    std::size_t starts = 0;
    for (const auto& node : calls_.nodes()) {
      const auto inputs = PartCalls::symbolic_inputs(*node);
      starts += inputs.empty() ? 1 : 0;
      if (inputs.size() > 1 || starts > 1) return true;
      if (!called.insert(call_at(*node).called()).second) return true;
      for (const auto& input : inputs)
        if (!used.insert(input.node().get()).second) return true;
    }
    return false;
  }

  /// The output shapes of the last call; "?" when there was none.
  std::string output_shape(const Part& part) const {
    const auto calls = calls_.of(part);
    return calls.empty() ? "?" : text_of_shapes(calls.back()->specs);
  }

  /// "concatenate[0][0], inner[0][0]": the parts whose outputs this one takes.
  std::string connections(const Part& part) const {
    std::string out;
    for (const auto& node : calls_.of(part)) {
      if (!calls_.holds(*node)) continue;
      for (const auto& input : PartCalls::symbolic_inputs(*node)) {
        const auto& call = call_at(*input.node());
        append(out, text(out.empty() ? "" : ", ", call.called_name(), "[",
                         call.number_of(*input.node()), "][", input.output(), "]"));
      }
    }
    return out.empty() ? "-" : out;
  }

  PartCalls calls_;
  SummaryOptions options_;
  bool branched_;
};

/// The columns of the terminal on standard output, when it is one.
std::optional<int> terminal_width() {
  winsize size = {};
  if (::isatty(STDOUT_FILENO) == 0 || ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return {};
  if (size.ws_col == 0) return {};
  return size.ws_col;
}

/// Keras's widths: these shares of the line, then evenly less for the padding and the frame.
std::vector<int> widths(int line, bool branched, bool show_trainable) {
  std::vector<double> ends =
      branched ? std::vector{0.3, 0.56, 0.74, 1.0} : std::vector{0.45, 0.8, 1.0};
  if (show_trainable) {
    for (auto& end : ends) end *= 0.9;
    ends.push_back(1.0);
  }
  std::vector<int> result;
  int start = 0;
  for (const double end : ends) {
    result.push_back(static_cast<int>(end * line) - start + 2);
    start = static_cast<int>(end * line);
  }
  const auto count = static_cast<int>(result.size());
  int excess = std::accumulate(result.begin(), result.end(), 0) - (line - count - 1);
  for (int i = 0; i < count; ++i) {
    const auto share = static_cast<int>(std::nearbyint(static_cast<double>(excess) / (count - i)));
    result[static_cast<std::size_t>(i)] -= share, excess -= share;
  }
  return result;
}

}  // namespace

std::string Model::summary_text(SummaryOptions options) const {
  const Rows rows(*this, options);
  std::vector<std::vector<std::string>> cells;
  for (const auto& part : implementation().parts()) rows.add(part, cells);
  const int usual = (rows.branched() ? 108 : 88) + (options.show_trainable ? 12 : 0);
  const auto terminal = terminal_width();
  const int least = 40;
  const auto line =
      options.line_length.value_or(terminal ? std::clamp(*terminal - 4, least, usual) : usual);
  // Lines that nobody reads on a terminal are as long as the names in them.
  const bool may_grow = !options.line_length && !terminal;
  const Table table(rows.columns(),
                    widths(std::max(line, least), rows.branched(), options.show_trainable),
                    may_grow);
  return text("Model: \"", name(), "\"\n", table.draw(cells), totals(*this));
}

void Model::summary(SummaryOptions options) const {
  const auto table = summary_text(options);
  std::fwrite(table.data(), 1, table.size(), stdout);
}

}  // namespace keras
