#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <vector>

#include "keras/graph/define.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/operators.hpp"

namespace keras::ops {
namespace {

constexpr float never = -std::numeric_limits<float>::infinity();

using Labels = std::vector<std::int32_t>;

float sum_of_logs(float a, float b) {
  const float most = std::max(a, b);
  return most == never ? never : most + std::log1p(std::exp(-std::abs(a - b)));
}

/// What ends in one path: with its last label, or with nothing after it; logarithms.
struct Scores {
  float emitted = never, blank = never;
  float total() const { return sum_of_logs(emitted, blank); }
};

struct Path {
  Labels labels;
  Scores scores;
};

/// Scores added up by path, in logarithms relative to the largest one.
class Sums {
 public:
  void add(const Labels& labels, float score) {
    entries_.emplace_back(&sums_.try_emplace(labels, 0.0F).first->second, score);
    most_ = std::max(most_, score);
  }
  /// By the labels, in their order.
  std::map<Labels, float> logs() {
    for (const auto& [sum, score] : entries_)
      if (score != never) *sum += std::exp(score - most_);
    for (auto& [labels, sum] : sums_) sum = std::log(sum) + most_;
    return std::move(sums_);
  }

 private:
  std::map<Labels, float> sums_;
  std::vector<std::pair<float*, float>> entries_;
  float most_ = never;
};

/// The likeliest labels of one sequence by the log-probabilities of its classes (Graves et al.
/// 2006). Classes are counted from the last one, which is how Keras breaks ties.
class Beam {
 public:
  Beam(std::int64_t classes, int width, int blank)
      : classes_(classes), width_(static_cast<std::size_t>(width)), blank_(blank) {}

  void begin(const float* x) {
    for (std::int64_t c = 0; c < classes_; ++c) {
      const float score = log_probability(x, c);
      if (c == blank_) {
        paths_.push_back({{}, {never, score}});
      } else {
        paths_.push_back({{static_cast<std::int32_t>(c)}, {score, never}});
      }
    }
    prune();
  }

  void step(const float* x) {
    Sums emitted, blank;
    for (const bool after_blank : {false, true})
      for (const auto& path : paths_) extend(path, after_blank, x, emitted, blank);
    paths_.clear();
    auto blanks = blank.logs();
    for (auto& [labels, score] : emitted.logs()) {
      const auto at = blanks.find(labels);
      paths_.push_back({labels, {score, at == blanks.end() ? never : at->second}});
      if (at != blanks.end()) blanks.erase(at);
    }
    for (auto& [labels, score] : blanks) paths_.push_back({labels, {never, score}});
    std::sort(paths_.begin(), paths_.end(),
              [](const Path& a, const Path& b) { return a.labels < b.labels; });
    prune();
  }

  /// The paths and their logarithms, likeliest last.
  std::vector<std::pair<Labels, float>> best() const {
    Sums sums;
    for (const auto& path : paths_) sums.add(path.labels, path.scores.emitted);
    for (const auto& path : paths_) sums.add(path.labels, path.scores.blank);
    const auto logs = sums.logs();
    std::vector<std::pair<Labels, float>> result(logs.begin(), logs.end());
    std::stable_sort(result.begin(), result.end(),
                     [](const auto& a, const auto& b) { return a.second < b.second; });
    return result;
  }

 private:
  float log_probability(const float* x, std::int64_t c) const { return x[classes_ - 1 - c]; }

  void extend(const Path& path, bool after_blank, const float* x, Sums& emitted,
              Sums& blank) const {
    const float score = after_blank ? path.scores.blank : path.scores.emitted;
    if (score == never) return;
    for (std::int32_t c = 0; c < classes_; ++c) {
      const float next = score + log_probability(x, c);
      const bool again = !after_blank && !path.labels.empty() && path.labels.back() == c;
      if (c == blank_) {
        blank.add(path.labels, next);
      } else if (again) {
        emitted.add(path.labels, next);
      } else {
        auto longer = path.labels;
        longer.push_back(c);
        emitted.add(longer, next);
      }
    }
  }

  /// Keeps the likeliest paths, in ascending order.
  void prune() {
    std::stable_sort(paths_.begin(), paths_.end(), [](const Path& a, const Path& b) {
      return a.scores.total() < b.scores.total();
    });
    if (paths_.size() > width_)
      paths_.erase(paths_.begin(), paths_.end() - static_cast<std::ptrdiff_t>(width_));
  }

  std::int64_t classes_;
  std::size_t width_;
  std::int64_t blank_;
  std::vector<Path> paths_;
};

/// Beam search of each sequence of log-probabilities (batch, time, classes).
struct BeamSearch {
  static constexpr auto name = "ctc_beam_search";
  static constexpr bool parallel = true;
  int beam_width, top_paths, blank;

  std::vector<Spec> infer(const Spec& x, const Spec&) const {
    return {{{top_paths, x.shape[0], x.shape[1]}, DType::int32},
            {{x.shape[0], top_paths}, DType::float32}};
  }

  void run(const runtime::Cpu& cpu, const View& x, const View& lengths,
           std::span<const View> y) const {
    cpu.for_each(x.shape()[0], [&](std::int64_t i) { decode(i, x, lengths, y); });
  }

  void decode(std::int64_t i, const View& x, const View& lengths, std::span<const View> y) const {
    const auto batch = x.shape()[0], time = x.shape()[1], classes = x.shape()[2];
    const auto* sequence = x.as<float>() + i * time * classes;
    Beam beam(classes, beam_width, static_cast<int>(classes) - 1 - blank);
    if (time > 0) beam.begin(sequence);
    for (std::int64_t t = 1; t < time; ++t)
      if (static_cast<float>(t) < lengths.as<float>()[i]) beam.step(sequence + t * classes);
    const auto best = beam.best();
    for (int k = 0; k < top_paths; ++k) {
      auto* labels = y[0].as<std::int32_t>() + (k * batch + i) * time;
      std::fill_n(labels, time, -1);
      auto& score = y[1].as<float>()[i * top_paths + k];
      score = never;
      if (static_cast<std::size_t>(k) >= best.size()) continue;
      const auto& [path, log] = best[best.size() - 1 - static_cast<std::size_t>(k)];
      for (std::size_t j = 0; j < path.size(); ++j)
        labels[j] = static_cast<std::int32_t>(classes) - 1 - path[j];
      score = log;
    }
  }
};

std::array<Tensor, 2> beam_search(const Tensor& scores, const Tensor& lengths, int blank,
                                  const CtcDecodeOptions& options) {
  if (options.beam_width < 1 || options.top_paths < 1)
    fail("ops.ctc_decode: beam_width and top_paths must be positive; received beam_width=",
         options.beam_width, ", top_paths=", options.top_paths);
  const auto logs = log_softmax(cast(scores, "float32"));
  const auto y = graph::apply_many(BeamSearch{options.beam_width, options.top_paths, blank}, logs,
                                   cast(lengths, "float32"));
  return {y[0], y[1]};
}

std::array<Tensor, 2> greedy(const Tensor& scores, const Tensor& lengths, int blank,
                             const CtcDecodeOptions& options) {
  const auto length = scores.shape(1);
  const auto past = arange(length) >= expand_dims(converted(lengths, "int32"), 1);
  auto labels = where(past, blank, argmax(scores, {.axis = -1}));
  if (options.merge_repeated && length > 1) {
    const auto again = labels(keras::all, range(1, None)) == labels(keras::all, range(0, -1));
    labels = where(pad(again, {{0, 0}, {1, 0}}), blank, labels);
  }
  const auto nothing = labels == blank;
  const auto order = argsort(where(nothing, length, arange(length)));
  const auto decoded = take_along_axis(where(nothing, -1, labels), order, {-1});
  const auto best = where(past, 0, max(scores, {.axis = -1}));
  return {expand_dims(decoded, 0), -sum(best, {.axis = 1, .keepdims = true})};
}

}  // namespace

std::array<Tensor, 2> ctc_decode(const Tensor& inputs, const Tensor& sequence_lengths,
                                 CtcDecodeOptions options) {
  if (any_symbolic(inputs, sequence_lengths))
    return call_node<ctc_decode>(inputs, sequence_lengths, options);
  if (inputs.rank() != 3 || sequence_lengths.shape() != Shape({inputs.shape(0)}))
    fail(
        "ops.ctc_decode: inputs must be (batch, time, classes) and sequence_lengths (batch); "
        "received shapes ",
        inputs.shape(), " and ", sequence_lengths.shape());
  const auto scores = converted(inputs, promote(inputs.dtype(), DType::float32));
  const auto blank = options.mask_index.value_or(static_cast<int>(inputs.shape(2)) - 1);
  if (options.strategy == "greedy") return greedy(scores, sequence_lengths, blank, options);
  if (options.strategy == "beam_search")
    return beam_search(scores, sequence_lengths, blank, options);
  fail("ops.ctc_decode: strategy must be 'greedy' or 'beam_search'; received strategy=",
       quoted(options.strategy));
}

}  // namespace keras::ops
