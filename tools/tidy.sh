#!/bin/sh
# Runs clang-tidy (see .clang-tidy) on the named sources, or on all; needs a configured build/asan-ubsan.
set -eu
cd "$(dirname "$0")/.."
if [ ! -e build/asan-ubsan/compile_commands.json ]; then cmake --preset asan-ubsan >/dev/null; fi
if [ $# -eq 0 ]; then set -- $(git ls-files 'keras/*.cpp'); fi
printf '%s\n' "$@" | xargs -r -n 1 -P "$(nproc)" clang-tidy -p build/asan-ubsan --quiet
