// Internal: what `fit` and `evaluate` take their steps from.
#pragma once
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "keras/data/dataset.hpp"
#include "keras/models/shuffled_batches.hpp"
#include "keras/models/trainer.hpp"

namespace keras {

/// Goes through data again and again.
class Trainer::Feed {
 public:
  virtual ~Feed() = default;
  /// The number of batches of one round, where it is known.
  virtual std::optional<std::int64_t> batches() const = 0;
  /// Begins a round; nothing happens at the beginning of one.
  virtual void restart() = 0;
  /// Whether there is a batch left in this round.
  virtual bool ready() = 0;
  /// The step on it.
  virtual void run() = 0;
  /// Data to find the model's outputs with.
  virtual const Arrays& sample() = 0;
  /// The rows of a batch, unless it is the last one.
  virtual std::int64_t batch_size() = 0;
  virtual void on_epoch_begin() {}
  virtual void on_epoch_end() {}
};

/// Arrays, in their order or in a random one.
class Trainer::ArrayFeed final : public Feed {
 public:
  ArrayFeed(Trainer& trainer, Model model, Arrays data, std::optional<int> batch_size, bool shuffle,
            bool training);

  std::optional<std::int64_t> batches() const override;
  void restart() override;
  bool ready() override { return first_ < data_.rows; }
  void run() override;
  const Arrays& sample() override { return data_; }
  std::int64_t batch_size() override { return batch_size_; }

 private:
  void run_shuffled(std::int64_t size);

  Trainer& trainer_;
  Model model_;
  Arrays data_;
  std::int64_t batch_size_;
  bool shuffle_, training_;
  std::int64_t first_ = 0;
  Program* step_ = nullptr;
  std::optional<ShuffledBatches> shuffled_ = {};
  std::vector<void*> gathered_ = {};  ///< Kept so that steps allocate nothing.
};

/// A data set of batches.
class Trainer::DatasetFeed final : public Feed {
 public:
  DatasetFeed(Trainer& trainer, Model model, Dataset data, std::map<int, double> class_weight,
              bool training);

  std::optional<std::int64_t> batches() const override { return data_.size(); }
  void restart() override;
  bool ready() override;
  void run() override;
  const Arrays& sample() override;
  std::int64_t batch_size() override { return sample().rows; }
  void on_epoch_begin() override { data_.source().on_epoch_begin(); }
  void on_epoch_end() override { data_.source().on_epoch_end(); }

 private:
  /// Fetches the next batch; whether there was one.
  bool read();

  Trainer& trainer_;
  Model model_;
  Dataset data_;
  std::map<int, double> class_weight_;
  bool training_;
  std::unique_ptr<pipeline::Stream> stream_ = {};
  std::optional<Arrays> batch_ = {};  ///< The next one, when it was read already.
  bool begun_ = false;                ///< Whether a step of this round was run.
};

/// Class weights as weights of samples.
Tensors weighted_by_class(const Arrays& data, const std::map<int, double>& class_weight);

}  // namespace keras
