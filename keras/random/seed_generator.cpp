#include "keras/random/seed_generator.hpp"

#include <atomic>
#include <random>

#include "keras/core/naming.hpp"
#include "keras/graph/trace.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operators.hpp"

namespace keras::random {
namespace {

Tensor key_of(std::int64_t seed, std::uint32_t counter) {
  return Tensor(
      std::vector<std::uint32_t>{static_cast<std::uint32_t>(seed ^ (seed >> 32)), counter}, {2});
}

struct Global {
  std::uint64_t state = std::random_device{}();
  std::optional<SeedGenerator> generator;
  std::vector<Variable> states =
      {};  ///< Of all generators; of the dead ones until another is made.
};

Global& global() {
  static thread_local Global instance;
  return instance;
}

/// Whether only the list of states knows of the generator.
bool is_dead(const Variable& state) { return state.slot().use_count() == 1; }

/// SplitMix64 (Steele et al. 2014): every state gives another well mixed number.
std::uint64_t mix(std::uint64_t& state) {
  auto z = state += 0x9E3779B97F4A7C15;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
  return z ^ (z >> 31);
}

}  // namespace

SeedGenerator::SeedGenerator(std::optional<std::int64_t> seed, SeedGeneratorOptions options)
    : state_(key_of(seed ? *seed : draw_seed(), 0), "seed_generator_state", false),
      name_(options.name.empty() ? unique_name("seed_generator") : std::move(options.name)) {
  auto& states = global().states;
  std::erase_if(states, is_dead);
  states.push_back(state_);
}

Tensor SeedGenerator::next() const {
  const auto now = state_.value();
  static const std::vector<std::uint32_t> one = {0, 1};
  state_.assign(now + Tensor(one, {2}));
  return now;
}

std::int64_t draw_seed() { return static_cast<std::int64_t>(mix(global().state) >> 33); }

const SeedGenerator& global_seed_generator() {
  auto& generator = global().generator;
  if (!generator) generator.emplace(draw_seed());
  return *generator;
}

std::vector<Variable> generator_states() {
  std::erase_if(global().states, is_dead);
  return global().states;
}

void set_global_seed(std::int64_t seed) {
  global().state = static_cast<std::uint64_t>(seed);
  global().generator.reset();
}

Tensor Seed::key() const {
  if (generator_) return generator_->next();
  return number_ ? key_of(*number_, 0) : global_seed_generator().next();
}

}  // namespace keras::random
