#include "keras/runtime/pool.hpp"

#include <doctest/doctest.h>

#include <array>
#include <atomic>
#include <vector>

namespace keras::runtime {
namespace {

constexpr std::array<std::int64_t, 7> sizes = {1, 0, 2, 3, 50, 1000, 7};

struct Visits {
  std::array<std::vector<std::atomic<int>>, sizes.size()> counts;
  std::atomic<int> calls{0};
};

void visit_all(const Cpu& cpu, void* context) {
  auto& visits = *static_cast<Visits*>(context);
  for (std::size_t i = 0; i < sizes.size(); ++i)
    cpu.for_each(sizes[i], [&](std::int64_t tile) {
      ++visits.counts[i][static_cast<std::size_t>(tile)];
      ++visits.calls;
    });
}

}  // namespace

TEST_CASE("every tile is visited once, whichever thread takes it") {
  for (int threads = 1; threads <= 4; ++threads) {
    for (int run = 0; run < 20; ++run) {
      Visits visits;
      for (std::size_t i = 0; i < sizes.size(); ++i)
        visits.counts[i] = std::vector<std::atomic<int>>(static_cast<std::size_t>(sizes[i]));
      run_on_threads(threads, 0, visit_all, &visits);
      bool once = visits.calls == 1063;
      for (const auto& counts : visits.counts)
        for (const auto& count : counts) once &= count == 1;
      CAPTURE(threads);
      CHECK(once);
    }
  }
}

TEST_CASE("a thread may be many turns ahead of another") {
  const auto work = [](const Cpu& cpu, void* context) {
    for (int turn = 0; turn < 70000; ++turn)
      cpu.for_each(3, [&](std::int64_t) { ++*static_cast<std::atomic<int>*>(context); });
  };
  std::atomic<int> visits{0};
  run_on_threads(2, 0, work, &visits);
  CHECK(visits == 210000);
}

}  // namespace keras::runtime
