#include "keras/data/split_dataset.hpp"

#include <cmath>

#include "keras/core/error.hpp"
#include "keras/data/random_state.hpp"
#include "keras/data/rows.hpp"

namespace keras::utils {

std::int64_t SplitSize::of(std::int64_t all, const char* argument) const {
  if (share_ && !(*share_ > 0 && *share_ < 1))
    fail("utils.split_dataset: ", argument, " must be a share between 0 and 1 or a number of ",
         "samples; received ", argument, "=", *share_);
  const auto count =
      share_ ? static_cast<std::int64_t>(std::nearbyint(*share_ * static_cast<double>(all)))
             : count_;
  if (count < 1 || count >= all)
    fail("utils.split_dataset: ", argument, " must leave samples for both parts of ", all,
         "; received ", count);
  return count;
}

std::array<Dataset, 2> split_dataset(const Dataset& dataset, SplitDatasetOptions options) {
  if (!options.left_size && !options.right_size)
    fail("utils.split_dataset: left_size or right_size must be given; received neither");
  const auto batch_size = dataset.source().batch_size();
  std::vector<Batch> samples;
  for (const auto& sample : batch_size ? dataset.unbatch() : dataset) samples.push_back(sample);
  if (samples.empty()) fail("utils.split_dataset: dataset must have samples; received none");
  if (options.shuffle) {
    const auto seed = options.seed ? static_cast<std::uint32_t>(*options.seed) : data::drawn_seed();
    data::RandomState(seed).shuffle(samples);
  }
  const auto all = static_cast<std::int64_t>(samples.size());
  const auto left = options.left_size ? options.left_size->of(all, "left_size")
                                      : all - options.right_size->of(all, "right_size");
  const auto right = options.right_size ? options.right_size->of(all, "right_size") : all - left;
  if (left + right > all)
    fail("utils.split_dataset: left_size and right_size must not be more than all ", all,
         " samples; received ", left, " and ", right);
  const auto part = [&](std::int64_t first, std::int64_t count) {
    const auto rows = data::stacked(std::span(samples).subspan(static_cast<std::size_t>(first),
                                                               static_cast<std::size_t>(count)));
    const Dataset samples_of_part(rows.x, rows.y, rows.sample_weight);
    return batch_size ? samples_of_part.batch(*batch_size) : samples_of_part;
  };
  return {part(0, left), part(all - right, right)};
}

}  // namespace keras::utils
