#include "keras/runtime/environment.hpp"

#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "keras/core/error.hpp"

namespace keras::runtime {
namespace {

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

int processors_allowed() {
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) == 0) return CPU_COUNT(&set);
  return static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
}

/// The cgroup v2 quota in processors, rounded up; a large number without one.
int quota() {
  std::ifstream file("/sys/fs/cgroup/cpu.max");  // "max 100000" or "200000 100000"
  double allowed = 0, period = 0;
  if (file >> allowed >> period && period > 0) return std::max(1, int(std::ceil(allowed / period)));
  return 1 << 20;
}

}  // namespace

int default_threads() {
  if (const auto text = variable("KERAS_NUM_THREADS"); !text.empty()) {
    char* end = nullptr;
    const long threads = std::strtol(text.c_str(), &end, 10);
    if (*end != '\0' || threads < 1 || threads > 1024)
      fail("KERAS_NUM_THREADS: must be a whole number in [1, 1024]; received ", quoted(text));
    return static_cast<int>(threads);
  }
  return std::min(processors_allowed(), quota());
}

std::size_t machine_memory() {
  static const auto all = static_cast<std::size_t>(sysconf(_SC_PHYS_PAGES)) *
                          static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  return all;
}

std::string requested_isa() { return variable("KERAS_ISA"); }
std::string requested_dump() { return variable("KERAS_DUMP"); }

Processes requested_processes() {
  return {variable("KERAS_DISTRIBUTION_JOB_ADDRESSES"),
          variable("KERAS_DISTRIBUTION_NUM_PROCESSES"), variable("KERAS_DISTRIBUTION_PROCESS_ID")};
}

}  // namespace keras::runtime
