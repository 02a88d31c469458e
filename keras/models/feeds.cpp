#include "keras/models/feeds.hpp"

#include <algorithm>
#include <cmath>

#include "keras/data/rows.hpp"
#include "keras/graph/evaluate.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"

namespace keras {
namespace {

constexpr int default_batch_size = 32;

int checked_batch_size(std::optional<int> given) {
  const int size = given.value_or(default_batch_size);
  if (size < 1) fail("fit: batch_size must be positive; received batch_size=", size);
  return size;
}

}  // namespace

Trainer::ArrayFeed::ArrayFeed(Trainer& trainer, Model model, Arrays data,
                              std::optional<int> batch_size, bool shuffle, bool training)
    : trainer_(trainer),
      model_(std::move(model)),
      data_(std::move(data)),
      batch_size_(checked_batch_size(batch_size)),
      shuffle_(shuffle),
      training_(training) {
  graph::evaluate(data_.all());
  first_ = data_.rows;  // `restart` begins the first round
}

std::optional<std::int64_t> Trainer::ArrayFeed::batches() const {
  return (data_.rows + batch_size_ - 1) / batch_size_;
}

void Trainer::ArrayFeed::restart() {
  if (first_ == 0) return;
  first_ = 0;
  step_ = nullptr;
  if (shuffle_) shuffled_.emplace(data_.all(), batch_size_);
}

void Trainer::ArrayFeed::run() {
  const auto size = std::min(batch_size_, data_.rows - first_);
  if (shuffled_) {
    run_shuffled(size);
  } else {
    if (!step_ || size < batch_size_)  // only the last batch is smaller
      step_ = &trainer_.program(model_, data_, size, training_, false);
    trainer_.run_batch(*step_, data_, first_);
  }
  first_ += size;
}

void Trainer::ArrayFeed::run_shuffled(std::int64_t size) {
  const bool whole = size == shuffled_->batch()[0].shape(0);
  if (!step_ || !whole) step_ = &trainer_.program(model_, data_, size, training_, whole);
  auto& arguments = trainer_.arguments_;
  arguments.clear(), gathered_.clear();
  for (const auto& tensor : shuffled_->batch()) arguments.push_back(data::row_pointer(tensor, 0));
  if (whole) {
    for (const auto* tensors : {&data_.x, &data_.y, &data_.weights})
      for (const auto& tensor : tensors->flat()) arguments.push_back(data::row_pointer(tensor, 0));
    arguments.push_back(shuffled_->picks());
    for (const auto& tensor : shuffled_->next())
      gathered_.push_back(const_cast<void*>(data::row_pointer(tensor, 0)));
  }
  step_->run(arguments, gathered_);
  shuffled_->advance();
}

Trainer::DatasetFeed::DatasetFeed(Trainer& trainer, Model model, Dataset data,
                                  std::map<int, double> class_weight, bool training)
    : trainer_(trainer),
      model_(std::move(model)),
      data_(std::move(data)),
      class_weight_(std::move(class_weight)),
      training_(training) {}

void Trainer::DatasetFeed::restart() {
  if (stream_ && !begun_) return;
  stream_ = data_.source().open();
  batch_.reset();
  begun_ = false;
}

bool Trainer::DatasetFeed::read() {
  const auto next = stream_->next();
  if (!next) return false;
  batch_.emplace(next->x, next->y, next->sample_weight);
  batch_->weights = weighted_by_class(*batch_, class_weight_);
  graph::evaluate(batch_->all());
  return true;
}

bool Trainer::DatasetFeed::ready() {
  if (batch_) return true;
  if (!read()) return false;
  trainer_.check_values(model_, *batch_);
  return true;
}

void Trainer::DatasetFeed::run() {
  begun_ = true;
  trainer_.run_batch(trainer_.program(model_, *batch_, batch_->rows, training_, false), *batch_, 0);
  batch_.reset();
}

const Arrays& Trainer::DatasetFeed::sample() {
  restart();
  if (!batch_ && !read())
    fail("fit: the data set must have at least one batch; received an empty one");
  return *batch_;
}

Tensors weighted_by_class(const Arrays& data, const std::map<int, double>& class_weight) {
  if (class_weight.empty()) return data.weights;
  if (data.weights.defined()) fail("fit: class_weight and sample_weight cannot both be given");
  if (data.y.size() != 1)
    fail("fit: class_weight needs a model with one output; received ", data.y.size(), " targets");
  auto labels = data.y[0];
  if (labels.rank() > 1)
    labels = labels.shape(-1) > 1 ? ops::argmax(labels, {.axis = -1})
                                  : ops::squeeze(labels, {.axis = -1});
  std::vector<float> weights;
  for (const double label : labels.to_vector<double>()) {
    const auto at = class_weight.find(static_cast<int>(std::lround(label)));
    weights.push_back(at == class_weight.end() ? 1.0f : static_cast<float>(at->second));
  }
  return Tensor(weights, labels.shape());
}

}  // namespace keras
