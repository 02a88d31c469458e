#!/bin/bash
# Builds everything into build/release and runs every test. Arguments go to CMake, such as -DKERAS_WERROR=ON.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/install_packages.sh $(<scripts/build_packages.txt) curl ca-certificates doctest-dev python3
cmake --preset release -DKERAS_TESTS=ON -DKERAS_EXAMPLES=ON "$@"
cmake --build --preset release
ctest --preset release --parallel "$(nproc)"
