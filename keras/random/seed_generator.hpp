#pragma once
#include <optional>
#include <string>
#include <vector>

#include "keras/graph/variable.hpp"

namespace keras::random {

struct SeedGeneratorOptions {
  std::string name = {};  ///< "seed_generator", numbered, by default.
};

/// The state of a source of random numbers, [seed, counter] as uint32: a handle, copies share it.
/// Each `next` gives other numbers; inside of a program the counter moves each time it runs.
class SeedGenerator {
 public:
  /// Without a seed it gets one from the global source (`utils::set_random_seed`).
  explicit SeedGenerator(std::optional<std::int64_t> seed = {}, SeedGeneratorOptions options = {});
  std::string name() const { return name_; }

  /// The state now, as the key of one draw; then counts on.
  Tensor next() const;
  Variable state() const { return state_; }

 private:
  Variable state_;
  std::string name_;
};

/// Where draws without a seed come from.
const SeedGenerator& global_seed_generator();
/// The states of all generators that are alive, in the order in which they were made: what to keep
/// to go on with the same random numbers.
std::vector<Variable> generator_states();
/// A new seed from the global source, for what keeps its own generator.
std::int64_t draw_seed();
/// Starts the global source anew: same seed, same numbers.
void set_global_seed(std::int64_t seed);

/// What a draw is keyed by: nothing (the global source), a number (always the same draw) or a
/// generator.
class Seed {
 public:
  Seed() = default;
  Seed(std::nullopt_t) {}
  Seed(int number) : number_(number) {}
  Seed(std::int64_t number) : number_(number) {}
  Seed(SeedGenerator generator) : generator_(std::move(generator)) {}
  Tensor key() const;

 private:
  std::optional<std::int64_t> number_;
  std::optional<SeedGenerator> generator_;
};

}  // namespace keras::random

namespace keras {
using random::SeedGenerator;

namespace utils {

/// Starts everything random anew: same seed, same numbers (keras.utils.set_random_seed).
inline void set_random_seed(std::int64_t seed) { random::set_global_seed(seed); }

}  // namespace utils
}  // namespace keras
