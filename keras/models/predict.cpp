#include <algorithm>

#include "keras/compiler/recording.hpp"
#include "keras/data/rows.hpp"
#include "keras/graph/evaluate.hpp"
#include "keras/models/callback_list.hpp"
#include "keras/models/trainer.hpp"
#include "keras/ops/numpy.hpp"

namespace keras {
namespace {

compiler::Recording recorded_call(const Model& model, const Tensors& x, std::int64_t size) {
  std::vector<Spec> batch;
  for (const auto& array : x.flat())
    batch.push_back({Shape({size}) + array.shape().from(1), array.dtype()});
  return compiler::record(batch, [&](const std::vector<Tensor>& rows) {
    return model.call_all(x.with(rows), {.training = false});
  });
}

}  // namespace

/// The programs that compute a model's outputs, one for each size of batch and kind of input.
struct Predictions {
  /// Older ones go: whoever chooses the shapes, such as a client of a server, must not fill memory.
  static constexpr std::size_t most_entries = 64;

  struct Entry {
    std::vector<Spec> inputs;
    std::int64_t size;
    Tensors outputs;
    compiler::Program program;
  };
  std::vector<Entry> entries = {};
  TokenChecks check_tokens;
  bool by_values;  ///< Whether lengths depend on values; asking all layers each time takes long.

  explicit Predictions(const Model& model)
      : check_tokens(model), by_values(model.impl()->lengths_depend_on_values()) {}

  const Entry& get(const Model& model, const Tensors& x, std::int64_t size) {
    for (const auto& entry : entries)
      if (entry.size == size && fits(entry, x)) return entry;
    auto recording = recorded_call(model, x, size);
    std::vector<Spec> inputs;
    for (const auto& array : x.flat()) inputs.push_back(array.spec());
    if (entries.size() == most_entries) entries.erase(entries.begin());
    return entries.emplace_back(Entry{std::move(inputs), size, std::move(recording.outputs),
                                      compiler::Program(recording.traced)});
  }

 private:
  static bool fits(const Entry& entry, const Tensors& x) {
    if (entry.inputs.size() != x.size()) return false;
    for (std::size_t i = 0; i < x.size(); ++i) {
      const auto& wanted = entry.inputs[i];
      const auto& given = x[i].spec();
      const auto rest = [](const Shape& shape) { return std::span(shape.dims()).subspan(1); };
      if (wanted.dtype != given.dtype || wanted.shape.rank() != given.shape.rank() ||
          !std::ranges::equal(rest(wanted.shape), rest(given.shape)))
        return false;
    }
    return true;
  }
};

namespace {

/// One batch; the outputs are written into `results` from row `first` on, or from their beginning.
void run_batch(const Predictions::Entry& entry, const Arrays& data, std::int64_t first,
               const std::vector<Tensor>& results) {
  std::vector<const void*> in;
  std::vector<void*> out;
  for (const auto& array : data.x.flat()) in.push_back(data::row_pointer(array, first));
  for (const auto& result : results)
    out.push_back(const_cast<void*>(data::row_pointer(result, first)));
  entry.program.run(in, out);
}

/// The outputs of several batches, one behind the other.
class Parts {
 public:
  void add(const Tensors& outputs) {
    like_ = outputs;
    parts_.resize(outputs.size());
    for (std::size_t i = 0; i < outputs.size(); ++i) parts_[i].push_back(outputs[i]);
  }
  bool empty() const { return parts_.empty(); }
  Tensors whole() const {
    std::vector<Tensor> whole;
    for (const auto& part : parts_)
      whole.push_back(part.size() == 1 ? part[0] : ops::concatenate(part, {.axis = 0}));
    graph::evaluate(whole);
    return like_.with(std::move(whole));
  }

 private:
  Tensors like_;
  std::vector<std::vector<Tensor>> parts_;  ///< Of each output.
};

/// The outputs of a model whose lengths depend on the values: each batch has a program of its own.
/// Batches must agree in all lengths but the first.
Tensors predict_by_values(const Model& model, const Arrays& data, std::int64_t rows,
                          int batch_size) {
  Parts parts;
  for (std::int64_t first = 0; first < rows; first += batch_size) {
    const auto batch = data.part(first, std::min<std::int64_t>(batch_size, rows - first));
    const auto outputs = model.call_all(batch.x, {.training = false});
    graph::evaluate(outputs.flat());
    parts.add(outputs);
  }
  return parts.whole();
}

/// Memory for what batches of `size` samples give in all, `rows` samples. One batch may give
/// anything, several are put together row by row.
Tensor empty_result(Spec spec, std::int64_t size, std::int64_t rows) {
  if (size == rows) return empty_tensor(std::move(spec));
  if (spec.shape.rank() == 0 || spec.shape[0] != size)
    fail(
        "predict: each output must have a row for each sample when there are several batches; "
        "received shape ",
        spec.shape, " for ", size, " samples");
  spec.shape[0] = rows;
  return empty_tensor(std::move(spec));
}

}  // namespace

Tensors predict_in_batches(const Model& model, const Tensors& x, const PredictOptions& options) {
  const int batch_size = options.batch_size.value_or(32);
  if (batch_size < 1)
    fail("predict: batch_size must be positive; received batch_size=", batch_size);
  const Arrays data(x, {}, {});
  graph::evaluate(data.x.flat());
  auto& predictions = model.implementation().predictions;
  if (!predictions) predictions = std::make_shared<Predictions>(model);
  predictions->check_tokens(x);  // before 64-bit numbers become 32-bit ones
  const auto steps = (data.rows + batch_size - 1) / batch_size;
  const auto rows =
      std::min(data.rows, options.steps ? std::int64_t{*options.steps} * batch_size : data.rows);
  if (predictions->by_values) return predict_by_values(model, data, rows, batch_size);
  const int verbose = steps > 1 ? options.verbose.level() : 0;
  callbacks::CallbackList callbacks(
      options.callbacks,
      {.add_progbar = verbose > 0, .model = model, .params = {verbose, 1, steps}});
  callbacks.on_predict_begin();
  std::vector<Tensor> results;
  Tensors like;
  for (std::int64_t first = 0; first < rows; first += batch_size) {
    const auto size = std::min<std::int64_t>(batch_size, rows - first);
    const auto& entry = predictions->get(model, data.x, size);
    if (first == 0) {
      like = entry.outputs;
      for (const auto& output : like.flat())
        results.push_back(empty_result(output.spec(), size, rows));
    }
    const auto step = static_cast<int>(first / batch_size);
    callbacks.on_predict_batch_begin(step);
    run_batch(entry, data, first, results);
    callbacks.on_predict_batch_end(step);
  }
  callbacks.on_predict_end();
  return like.with(std::move(results));
}

Tensors predict_batches(const Model& model, const Dataset& data, const PredictOptions& options) {
  expect_batches_only("predict", options.batch_size);
  const auto limit = options.steps;
  const int verbose = options.verbose.level();
  callbacks::CallbackList callbacks(
      options.callbacks,
      {.add_progbar = verbose > 0,
       .model = model,
       .params = {verbose, 1, limit ? std::optional<std::int64_t>(*limit) : data.size()}});
  callbacks.on_predict_begin();
  Parts parts;
  const auto stream = data.source().open();
  for (int step = 0; !limit || step < *limit; ++step) {
    const auto batch = stream->next();
    if (!batch) break;
    callbacks.on_predict_batch_begin(step);
    parts.add(predict_in_batches(
        model, batch->x, {.batch_size = static_cast<int>(batch->x[0].shape(0)), .verbose = 0}));
    callbacks.on_predict_batch_end(step);
  }
  if (parts.empty())
    fail("predict: the data set must have at least one batch; received an empty one");
  callbacks.on_predict_end();
  return parts.whole();
}

}  // namespace keras
