#!/usr/bin/env python3
"""check_budgets.py [BUILD]: measures what a user waits for, beside its budget. By hand, on a quiet machine.

BUILD is the release build (build/release): compile time of a small program against keras.hpp, size of the shared
library, start-up of the command. Best of three runs.
"""
import pathlib, subprocess, sys, tempfile, time

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build" / "release").resolve()

PROGRAM = """#include <keras/keras.hpp>
using namespace keras;
using namespace keras::layers;

int main() {
  Sequential model({
      Input({28, 28, 1}),
      Conv2D(32, 3, {.activation = "relu"}),
      MaxPooling2D(2),
      Conv2D(64, 3, {.activation = "relu"}),
      MaxPooling2D(2),
      Flatten(),
      Dropout(0.5),
      Dense(10, {.activation = "softmax"}),
  });
  model.compile({.optimizer = "adam", .loss = "sparse_categorical_crossentropy", .metrics = {"accuracy"}});
  const auto x = random::uniform({256, 28, 28, 1});
  const auto y = ops::zeros({256}, {.dtype = "int32"});
  model.fit(x, y, {.batch_size = 64, .epochs = 2, .validation_split = 0.1});
  const auto logs = model.evaluate(x, y);
  model.save("model.keras");
  const auto again = models::load_model("model.keras");
  again.summary();
  return logs["accuracy"] > 2;
}
"""


def best_seconds(*command):
    """The shortest of three runs."""
    def once():
        began = time.monotonic()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return time.monotonic() - began

    return min(once() for _ in range(3))


def compile_seconds(compiler):
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder) / "program.cpp"
        source.write_text(PROGRAM)
        return best_seconds(compiler, "-std=c++20", "-O2", f"-I{ROOT}", "-c", source, "-o", source.with_suffix(".o"))


def shared_library_megabytes():
    """Builds the library a second time, into build/shared."""
    folder = ROOT / "build" / "shared"
    options = ["-DBUILD_SHARED_LIBS=ON", "-DKERAS_TESTS=OFF", "-DKERAS_EXAMPLES=OFF"]
    subprocess.run(["cmake", "--preset", "release", "-B", folder, *options], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["cmake", "--build", folder, "--target", "keras"], check=True, stdout=subprocess.DEVNULL)
    stripped = folder / "stripped.so"
    subprocess.run(["strip", "-o", stripped, (folder / "libkeras.so").resolve()], check=True)
    return stripped.stat().st_size / 1e6


def main():
    rows = [("compile 30 lines with g++ -O2", lambda: compile_seconds("g++"), 2.5, "s"),
            ("compile 30 lines with clang++ -O2", lambda: compile_seconds("clang++"), 2.5, "s"),
            ("shared library, stripped", shared_library_megabytes, 15, "MB"),
            ("start-up of keras --version", lambda: 1000 * best_seconds(BUILD / "keras", "--version"), 20, "ms")]
    over = 0
    for name, measure, budget, unit in rows:
        try:
            value = measure()
        except (subprocess.CalledProcessError, FileNotFoundError) as error:
            print(f"{name:<36} not measured: {error}")
            continue
        over += value > budget
        print(f"{name:<36} {value:8.2f} {unit:<3} budget {budget} {unit}{'   OVER' if value > budget else ''}")
    return over > 0


if __name__ == "__main__":
    sys.exit(main())
