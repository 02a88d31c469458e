#!/bin/sh
# Checks the format of every C++ file with clang-format 14; with --fix, mends it.
set -eu
cd "$(dirname "$0")/.."
case "${1-}" in
  --fix) mode=-i ;;
  "") mode="--dry-run --Werror" ;;
  *) echo "usage: tools/format.sh [--fix]" >&2; exit 2 ;;
esac
tool=$(command -v clang-format-14 || command -v clang-format) || {
  echo "tools/format.sh: clang-format 14 is not installed" >&2
  exit 1
}
git ls-files -z --cached --others --exclude-standard '*.cpp' '*.hpp' |
  xargs -0 -r -n 16 -P "$(nproc)" "$tool" $mode --style=file
