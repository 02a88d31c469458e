#!/bin/bash
# From a fresh clone on Debian 12 to a trained network: builds the library, the command `keras` (build/release/keras)
# and the MNIST example, and runs it. Ends with a line `test accuracy 0.97..`.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/install_packages.sh $(<scripts/build_packages.txt) curl ca-certificates
cmake --preset release -DKERAS_TESTS=OFF -DKERAS_EXAMPLES=ON
cmake --build --preset release --target keras_cli mnist_mlp

log=$(mktemp)
trap 'rm -f "$log"' EXIT
build/release/examples/mnist_mlp | tee "$log"
accuracy=$(sed -n 's/.*test[ _]accuracy[^0-9]*\([0-9.]*\).*/\1/p' "$log" | tail -n 1)
if ! awk -v accuracy="${accuracy:-0}" 'BEGIN { exit !(accuracy >= 0.9) }'; then
  echo "quickstart: the network did not learn; test accuracy is '${accuracy}'" >&2
  exit 1
fi
if [ "$(tail -n 1 "$log")" != "test accuracy $accuracy" ]; then echo "test accuracy $accuracy"; fi
