// What the process was started with: the only reader of environment variables that steer execution.
#pragma once
#include <cstddef>
#include <string>

namespace keras::runtime {

/// `KERAS_NUM_THREADS`, or the processors this process may use: affinity mask and cgroup quota.
int default_threads();

/// Bytes of memory that the machine has: what is larger is not asked for.
std::size_t machine_memory();

/// `KERAS_ISA`: the instruction set asked for, or "" for the best that the processor has.
std::string requested_isa();

/// `KERAS_DUMP`: the compiler pass after which programs are printed, or "".
std::string requested_dump();

/// `KERAS_DISTRIBUTION_JOB_ADDRESSES`, `KERAS_DISTRIBUTION_NUM_PROCESSES` and
/// `KERAS_DISTRIBUTION_PROCESS_ID`, or "".
struct Processes {
  std::string addresses, count, id;
};
Processes requested_processes();

}  // namespace keras::runtime
