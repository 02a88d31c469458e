// A training step and a prediction of the classic network (784-128-10, SGD, batches of 32) on one
// thread and on all: the processor time of the main thread, and how many times the multiply-adds
// at the peak of this machine, measured in the same run, it is. Once of images without zeros and
// once of digits, whose empty columns the products leave out.
#include <keras/keras.hpp>

#include <algorithm>
#include <cstdio>
#include <vector>

#include "benchmarks/peak.hpp"
#include "keras/runtime/cpu/kernels.hpp"
#include "keras/runtime/pool.hpp"

using namespace keras;
using namespace keras::layers;

namespace {

constexpr int rows = 60000, steps = rows / 32;

/// Seconds of one multiply-add: the machine's best.
double best_multiply_add() {
  double most = 0;
  for (int sample = 0; sample < 50; ++sample) most = std::max(most, peak(runtime::kernels()));
  return 1 / most;
}

template <class Call>
double median_time(int samples, const Call& call) {
  std::vector<double> times;
  for (int i = 0; i < samples; ++i) {
    const auto start = seconds();
    call();
    times.push_back(seconds() - start);
  }
  std::nth_element(times.begin(), times.begin() + samples / 2, times.end());
  return times[static_cast<std::size_t>(samples / 2)];
}

void time_steps(const char* images, const Sequential& model, const Tensor& x, const Tensor& y) {
  constexpr double forward = 784 * 128 + 128 * 10, step = 32 * (2 * forward + 128 * 10);
  const int all = runtime::num_threads();
  for (const int threads : {1, all}) {
    runtime::set_num_threads(threads);
    model.fit(x, y, {.epochs = 1, .verbose = 0});
    const auto time = median_time(5, [&] { model.fit(x, y, {.epochs = 1, .verbose = 0}); }) / steps;
    std::printf("training step, %s, %d threads: %6.1f us, %.2f x its multiply-adds at the peak\n",
                images, threads, time * 1e6, time * threads / (step * best_multiply_add()));
  }
}

}  // namespace

int main() {
  utils::set_random_seed(1);
  const auto x = random::uniform({rows, 28, 28}), y = random::randint({rows}, 0, 10);
  const Sequential model({Input({28, 28}), Flatten(), Dense(128, {.activation = "relu"}),
                          Dense(10, {.activation = "softmax"})});
  model.compile({.optimizer = optimizers::SGD(0.01),
                 .loss = "sparse_categorical_crossentropy",
                 .metrics = {"accuracy"}});
  time_steps("noise", model, x, y);
  const auto [digits, unseen] = datasets::digits::load_data(rows, 1);
  time_steps("digits", model, ops::cast(digits.x, "float32") / 255, digits.y);
  const auto one = x[range(0, 1)];
  const auto time = median_time(20000, [&] { model.predict(one, {.verbose = 0}); });
  std::printf("prediction of one sample: %6.2f us\n", time * 1e6);
}
