// What the process was started with: the only reader of environment variables that steer execution.
#pragma once
#include <string>

namespace keras::runtime {

/// `KERAS_NUM_THREADS`, or the processors this process may use: affinity mask and cgroup quota.
int default_threads();

/// `KERAS_ISA`: the instruction set asked for, or "" for the best that the processor has.
std::string requested_isa();

/// `KERAS_DUMP`: the compiler pass after which programs are printed, or "".
std::string requested_dump();

}  // namespace keras::runtime
