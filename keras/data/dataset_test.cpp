#include "keras/data/dataset.hpp"

#include <doctest/doctest.h>

#include <numeric>
#include <set>

#include "keras/core/error.hpp"
#include "keras/data/random_state.hpp"
#include "keras/ops/operators.hpp"

namespace keras {
namespace {

Tensor counted(int count) {
  std::vector<float> values(static_cast<std::size_t>(count));
  std::iota(values.begin(), values.end(), 0.0F);
  return Tensor(values);
}

/// The elements of x, batch by batch.
std::vector<std::vector<int>> batches_of(const Dataset& data) {
  std::vector<std::vector<int>> all;
  for (const auto& batch : data) all.push_back(Tensor(batch.x).to_vector<int>());
  return all;
}

using Lists = std::vector<std::vector<int>>;

/// An own data set of three batches.
struct Steps {
  int begun = 0, ended = 0;
  std::size_t size() const { return 3; }
  Batch operator[](std::size_t number) const {
    return {Tensor(std::vector<float>{static_cast<float>(number), 10})};
  }
  void on_epoch_begin() { ++begun; }
  void on_epoch_end() { ++ended; }
};

}  // namespace

TEST_CASE("a data set gives the rows of arrays, or batches of them") {
  const Dataset data(Tensor(std::vector<float>{1, 2, 3, 4, 5, 6}, {3, 2}), counted(3));
  CHECK(data.size() == 3);
  const auto first = *data.begin();
  CHECK(Tensor(first.x).shape() == Shape{2});
  CHECK(Tensor(first.y).shape() == Shape{});
  const auto batches = data.batch(2);
  CHECK(batches.size() == 2);
  CHECK(batches_of(batches) == Lists{{1, 2, 3, 4}, {5, 6}});
  CHECK(Tensor((*batches.begin()).y).to_vector<int>() == std::vector<int>{0, 1});
  CHECK(batches_of(data.batch(2, {.drop_remainder = true})) == Lists{{1, 2, 3, 4}});
  CHECK(data.batch(2, {.drop_remainder = true}).size() == 1);
}

TEST_CASE("take, skip, repeat, concatenate, unbatch, filter and cache") {
  const Dataset data(counted(5));
  CHECK(batches_of(data.take(2).batch(9)) == Lists{{0, 1}});
  CHECK(batches_of(data.skip(3).batch(9)) == Lists{{3, 4}});
  CHECK(batches_of(data.skip(9).batch(9)).empty());
  CHECK(data.skip(3).size() == 2);
  CHECK(batches_of(data.take(2).repeat(2).batch(9)) == Lists{{0, 1, 0, 1}});
  CHECK(data.repeat(2).size() == 10);
  CHECK_FALSE(data.repeat().size().has_value());
  CHECK(batches_of(data.repeat().batch(3).take(3)) == Lists{{0, 1, 2}, {3, 4, 0}, {1, 2, 3}});
  CHECK(batches_of(data.take(1).concatenate(data.skip(4)).batch(9)) == Lists{{0, 4}});
  CHECK(batches_of(data.batch(3).unbatch().batch(2)) == Lists{{0, 1}, {2, 3}, {4}});
  const auto odd = data.filter([](const Batch& b) { return int(Tensor(b.x)) % 2 == 1; });
  CHECK(batches_of(odd.batch(9)) == Lists{{1, 3}});
  const auto cached = data.batch(2).cache();
  CHECK(batches_of(cached) == batches_of(cached));
  CHECK(batches_of(data.batch(2).prefetch(2)) == Lists{{0, 1}, {2, 3}, {4}});
}

TEST_CASE("shuffle draws each element from the next ones") {
  const Dataset data(counted(20));
  const auto shuffled = data.shuffle(20, {.seed = 1}).batch(20);
  const auto first = batches_of(shuffled)[0], second = batches_of(shuffled)[0];
  CHECK(std::set<int>(first.begin(), first.end()).size() == 20);
  CHECK(first != second);
  CHECK(batches_of(data.shuffle(20, {.seed = 1}).batch(20))[0] == first);
  const auto fixed = data.shuffle(20, {.seed = 1, .reshuffle_each_iteration = false}).batch(20);
  CHECK(batches_of(fixed) == batches_of(fixed));
  const auto near = batches_of(data.shuffle(3).batch(20))[0];
  for (std::size_t i = 0; i < near.size(); ++i) CHECK(near[i] < static_cast<int>(i) + 3);
  CHECK(batches_of(data.shuffle(1).batch(20))[0] == batches_of(data.batch(20))[0]);
  const auto mapped = data.map([](Batch b) { return b; }).shuffle(20, {.seed = 1}).batch(20);
  CHECK(batches_of(mapped)[0] == first);  // elements without numbers are drawn alike
}

TEST_CASE("map is recorded once for each kind of element") {
  int recorded = 0;
  const auto doubled = Dataset(counted(5), counted(5)).batch(2).map([&](Batch b) {
    ++recorded;
    return Batch{2 * Tensor(b.x), b.y};
  });
  CHECK(batches_of(doubled) == Lists{{0, 2}, {4, 6}, {8}});
  CHECK(batches_of(doubled) == Lists{{0, 2}, {4, 6}, {8}});
  CHECK(recorded == 2);
  CHECK(Tensor((*doubled.begin()).y).to_vector<int>() == std::vector<int>{0, 1});
}

TEST_CASE("an own struct and a vector of batches are data sets") {
  const Dataset own = Steps{};
  CHECK(own.size() == 3);
  CHECK(batches_of(own) == Lists{{0, 10}, {1, 10}, {2, 10}});
  Steps watched;
  const Dataset by_reference = std::ref(watched);
  by_reference.shuffle(3).source().on_epoch_begin();
  by_reference.batch(2).source().on_epoch_end();
  CHECK(watched.begun == 1);
  CHECK(watched.ended == 1);
  const Dataset listed = std::vector<Batch>{{counted(2)}, {counted(1)}};
  CHECK(batches_of(listed) == Lists{{0, 1}, {0}});
}

TEST_CASE("a data set says what is wrong with it") {
  const Dataset data(counted(3));
  CHECK_THROWS_WITH_AS(Dataset(counted(3), counted(2)),
                       "Dataset: x, y and sample_weight must have the same number of samples; "
                       "received 3 and 2",
                       ValueError);
  CHECK_THROWS_WITH_AS(Dataset{Tensors()}, "Dataset: x must be given; received None", ValueError);
  CHECK_THROWS_WITH_AS(Dataset(Tensor(1.0)),
                       "Dataset: tensors must have an axis of samples; received a scalar",
                       ValueError);
  CHECK_THROWS_WITH_AS(data.batch(0),
                       "Dataset.batch: batch_size must be positive; received batch_size=0",
                       ValueError);
  CHECK_THROWS_WITH_AS(data.shuffle(0),
                       "Dataset.shuffle: buffer_size must be positive; received buffer_size=0",
                       ValueError);
  CHECK_THROWS_WITH_AS(data.prefetch(0),
                       "Dataset.prefetch: buffer_size must be positive; received buffer_size=0",
                       ValueError);
  CHECK_THROWS_WITH_AS(data.take(-1), "Dataset.take: count must not be negative; received count=-1",
                       ValueError);
  CHECK_THROWS_WITH_AS(data.repeat(0), "Dataset.repeat: count must be positive; received count=0",
                       ValueError);
  const Dataset ragged = std::vector<Batch>{{counted(2)}, {counted(1)}};
  CHECK_THROWS_WITH_AS(*ragged.batch(2).begin(),
                       "Dataset.batch: elements of a batch must have one shape and dtype; received "
                       "(2,) float32 and (1,) float32",
                       ValueError);
  const Dataset uneven = std::vector<Batch>{{{counted(2), counted(2)}}, {counted(2)}};
  CHECK_THROWS_WITH_AS(*uneven.batch(2).begin(),
                       "Dataset.batch: elements of a batch must have as many tensors each; "
                       "received 2 and 1",
                       ValueError);
}

TEST_CASE("RandomState shuffles as NumPy does") {
  // numpy.random.RandomState(seed).shuffle(numpy.arange(count)), NumPy 2
  CHECK(data::shuffled_numbers(10, 113) == std::vector<std::int64_t>{9, 3, 6, 1, 0, 7, 4, 8, 2, 5});
  CHECK(data::shuffled_numbers(20, 1337) == std::vector<std::int64_t>{5,  3,  4,  0,  15, 11, 2,
                                                                      12, 13, 1,  16, 17, 10, 14,
                                                                      6,  9,  19, 18, 7,  8});
}

}  // namespace keras
