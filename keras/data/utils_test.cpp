// Small functions of keras.utils.
#include <doctest/doctest.h>

#include <algorithm>

#include "keras/core/error.hpp"
#include "keras/data/normalize.hpp"
#include "keras/data/pack_x_y_sample_weight.hpp"
#include "keras/data/pad_sequences.hpp"
#include "keras/data/split_dataset.hpp"
#include "keras/data/timeseries_dataset_from_array.hpp"

namespace keras::utils {
namespace {

using Ints = std::vector<int>;
const std::vector<Ints> lists = {{1}, {2, 3}, {4, 5, 6}};

Tensor counted(int count, float factor = 1) {
  std::vector<float> values;
  for (int i = 0; i < count; ++i) values.push_back(factor * static_cast<float>(i));
  return Tensor(values);
}

Batch first_of(const Dataset& data) { return *data.begin(); }

}  // namespace

TEST_CASE("pad_sequences makes lists equally long") {
  const auto padded = pad_sequences(lists);
  CHECK(pad_sequences({{1}, {2, 3}, {4, 5, 6}}).to_vector<int>() == padded.to_vector<int>());
  CHECK(padded.shape() == Shape{3, 3});
  CHECK(padded.dtype() == "int32");
  CHECK(padded.to_vector<int>() == Ints{0, 0, 1, 0, 2, 3, 4, 5, 6});
  CHECK(pad_sequences(lists, {.padding = "post", .value = -1}).to_vector<int>() ==
        Ints{1, -1, -1, 2, 3, -1, 4, 5, 6});
  CHECK(pad_sequences(lists, {.maxlen = 2}).to_vector<int>() == Ints{0, 1, 2, 3, 5, 6});
  CHECK(pad_sequences(lists, {.maxlen = 2, .truncating = "post"}).to_vector<int>() ==
        Ints{0, 1, 2, 3, 4, 5});
  const auto floats = pad_sequences(std::vector<std::vector<float>>{{0.5F}, {}},
                                    {.dtype = "float32", .value = 2.5});
  CHECK(floats.to_vector<float>() == std::vector<float>{0.5F, 2.5F});
  const Tensor pairs(std::vector<float>{1, 2, 3, 4}, {2, 2});
  const auto rows = pad_sequences(std::vector<Tensor>{pairs[range(0, 1)], pairs});
  CHECK(rows.shape() == Shape{2, 2, 2});
  CHECK(rows.to_vector<int>() == Ints{0, 0, 1, 2, 1, 2, 3, 4});
  CHECK_THROWS_WITH_AS(pad_sequences(lists, {.padding = "front"}),
                       "utils.pad_sequences: padding must be 'pre' or 'post'; received "
                       "padding='front'",
                       ValueError);
  CHECK_THROWS_WITH_AS(pad_sequences(lists, {.maxlen = 0}),
                       "utils.pad_sequences: maxlen must be positive; received maxlen=0",
                       ValueError);
  CHECK_THROWS_WITH_AS(pad_sequences(std::vector<Ints>()),
                       "utils.pad_sequences: sequences must not be empty; received none",
                       ValueError);
  CHECK_THROWS_WITH_AS(pad_sequences(std::vector<Tensor>{Tensor(1.0)}),
                       "utils.pad_sequences: a sequence must have an axis of elements; received a "
                       "scalar",
                       ValueError);
  CHECK_THROWS_WITH_AS(pad_sequences(std::vector<Tensor>{pairs, counted(2)}),
                       "utils.pad_sequences: elements must have one shape; received (2,) and ()",
                       ValueError);
}

TEST_CASE("utils.normalize divides by norms") {
  const Tensor x(std::vector<float>{3, 4, 0, 0}, {2, 2});
  CHECK(normalize(x).to_vector<float>() == std::vector<float>{0.6F, 0.8F, 0, 0});
  CHECK(normalize(x, {.axis = 0, .order = 1}).to_vector<float>() == std::vector<float>{1, 1, 0, 0});
}

TEST_CASE("a batch is packed and unpacked") {
  const auto batch = pack_x_y_sample_weight(counted(2), counted(3));
  CHECK_FALSE(batch.sample_weight.defined());
  const auto [x, y, sample_weight] = unpack_x_y_sample_weight(batch);
  CHECK(Tensor(x).size() == 2);
  CHECK(Tensor(y).size() == 3);
  CHECK_FALSE(sample_weight.defined());
}

TEST_CASE("split_dataset gives the first and the last samples") {
  const Dataset data(counted(10), counted(10, 10));
  const auto values = [](const Dataset& part) {
    return Tensor(first_of(part.batch(10)).x).to_vector<int>();
  };
  const auto [left, right] = split_dataset(data, {.left_size = 0.75});  // 7.5 is rounded to 8
  CHECK(values(left) == Ints{0, 1, 2, 3, 4, 5, 6, 7});
  CHECK(values(right) == Ints{8, 9});
  const auto [few, last] = split_dataset(data, {.left_size = 2, .right_size = 3});
  CHECK(values(few) == Ints{0, 1});
  CHECK(values(last) == Ints{7, 8, 9});
  const auto [batches, rest] = split_dataset(data.batch(4), {.right_size = 1});
  CHECK(batches.size() == 3);
  CHECK(Tensor(first_of(batches).x).to_vector<int>() == Ints{0, 1, 2, 3});
  CHECK(Tensor(first_of(rest).y).to_vector<int>() == Ints{90});
  const auto shuffled = split_dataset(data, {.left_size = 9, .shuffle = true, .seed = 113});
  CHECK(values(shuffled[1]) == Ints{5});
  CHECK_THROWS_WITH_AS(split_dataset(data, {}),
                       "utils.split_dataset: left_size or right_size must be given; received "
                       "neither",
                       ValueError);
  CHECK_THROWS_WITH_AS(split_dataset(data, {.left_size = 1.0}),
                       "utils.split_dataset: left_size must be a share between 0 and 1 or a number "
                       "of samples; received left_size=1.0",
                       ValueError);
  CHECK_THROWS_WITH_AS(split_dataset(data, {.left_size = 10}),
                       "utils.split_dataset: left_size must leave samples for both parts of 10; "
                       "received 10",
                       ValueError);
  CHECK_THROWS_WITH_AS(split_dataset(data, {.left_size = 8, .right_size = 8}),
                       "utils.split_dataset: left_size and right_size must not be more than all 10 "
                       "samples; received 8 and 8",
                       ValueError);
  CHECK_THROWS_WITH_AS(split_dataset(data.take(0), {.left_size = 1}),
                       "utils.split_dataset: dataset must have samples; received none", ValueError);
}

TEST_CASE("timeseries_dataset_from_array cuts windows as Keras does") {
  const auto windows = [](TimeseriesDatasetOptions options) {
    options.batch_size = 100;
    return first_of(timeseries_dataset_from_array(counted(20), counted(20, 10), 4, options));
  };
  const auto all = windows({});
  CHECK(Tensor(all.x).shape() == Shape{17, 4});
  CHECK(Tensor(all.x)[2].to_vector<int>() == Ints{2, 3, 4, 5});
  CHECK(Tensor(all.y)[range(0, 3)].to_vector<int>() == Ints{0, 10, 20});
  const auto apart = windows({.sequence_stride = 3, .sampling_rate = 2});
  CHECK(Tensor(apart.x).shape() == Shape{5, 4});
  CHECK(Tensor(apart.x)[1].to_vector<int>() == Ints{3, 5, 7, 9});
  CHECK(Tensor(apart.y)[1].to_vector<int>() == Ints{30});
  const auto part = windows({.start_index = 2, .end_index = 15});
  CHECK(Tensor(part.x).shape() == Shape{10, 4});
  CHECK(Tensor(part.x)[0].to_vector<int>() == Ints{2, 3, 4, 5});
  CHECK(Tensor(part.y)[0].to_vector<int>() == Ints{20});
  auto shuffled = Tensor(windows({.shuffle = true, .seed = 5}).y).to_vector<int>();
  std::sort(shuffled.begin(), shuffled.end());
  CHECK(shuffled == Tensor(all.y).to_vector<int>());
  const auto alone = timeseries_dataset_from_array(counted(6), None, 2, {.batch_size = None});
  CHECK(alone.size() == 5);
  CHECK(Tensor(first_of(alone).x).to_vector<int>() == Ints{0, 1});
  CHECK_FALSE(first_of(alone).y.defined());
}

TEST_CASE("timeseries_dataset_from_array says what is wrong") {
  const auto complaint = [](int length, TimeseriesDatasetOptions options,
                            const Tensors& targets = {}) {
    try {
      timeseries_dataset_from_array(counted(20), targets, length, options);
    } catch (const ValueError& error) {
      return std::string(error.what()).substr(37);
    }
    return std::string("nothing");
  };
  CHECK(complaint(0, {}) == "sequence_length must be positive; received sequence_length=0");
  CHECK(complaint(4, {.sampling_rate = 0}) ==
        "sampling_rate must be positive and less than the length of data, 20; received "
        "sampling_rate=0");
  CHECK(complaint(4, {.sequence_stride = 20}) ==
        "sequence_stride must be positive and less than the length of data, 20; received "
        "sequence_stride=20");
  CHECK(complaint(4, {.start_index = 20}) ==
        "start_index must be in [0, 20), the places of data; received start_index=20");
  CHECK(complaint(4, {.end_index = 20}) ==
        "end_index must be above start_index and less than the length of data, 20; received "
        "end_index=20");
  CHECK(complaint(21, {}) ==
        "data must be as long as one sequence at least; received 20 elements for "
        "sequence_length=21");
  CHECK(complaint(4, {.start_index = 10}, counted(7)) ==
        "targets must have an element for each sequence; received 7 for sequences up to 16");
  CHECK(complaint(4, {.format = "csv"}) == "format must be 'tf' or 'grain'; received format='csv'");
  CHECK_THROWS_WITH_AS(timeseries_dataset_from_array(Tensor(1.0), None, 2),
                       "utils.timeseries_dataset_from_array: data must have an axis of time; "
                       "received a scalar",
                       ValueError);
}

}  // namespace keras::utils
