#!/usr/bin/env python3
"""check_budgets.py [BUILD]: measures what a user waits for, beside its budget.

BUILD is the release build (build/release): compile time of a small program against keras.hpp, size of the whole
library, start-up of the command. Best of three runs; times are those of the processor, where that is what counts.
"""
import pathlib, resource, subprocess, sys, tempfile, time

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build" / "release").resolve()

PROGRAM = """#include <keras/keras.hpp>
using namespace keras;
using namespace keras::layers;

int main() {
  Sequential model({
      Input({28, 28, 1}),
      Rescaling(1.0 / 255),
      Flatten(),
      Dense(256, {.activation = "relu"}),
      BatchNormalization(),
      Dense(64, {.activation = "relu"}),
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


def best_seconds(clock, *command):
    """The shortest of three runs; `clock` tells the time or what child processes have used of the processor."""
    def once():
        began = clock()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return clock() - began

    return min(once() for _ in range(3))


def processor():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def compile_seconds(compiler):
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder) / "program.cpp"
        source.write_text(PROGRAM)
        return best_seconds(processor, compiler, "-std=c++20", "-O2", f"-I{ROOT}", "-c", source, "-o", source.with_suffix(".o"))


def library_megabytes():
    """All of libkeras.a in one stripped program that exports it: within a few hundredths of the shared library."""
    with tempfile.TemporaryDirectory() as folder:
        source, program = pathlib.Path(folder) / "program.cpp", pathlib.Path(folder) / "program"
        source.write_text("int main() {}\n")
        subprocess.run(["g++", source, "-o", program, "-s", "-rdynamic", "-Wl,--whole-archive", BUILD / "libkeras.a",
                        "-Wl,--no-whole-archive", "-lpng", "-ljpeg", "-lz", "-lpthread", "-ldl"], check=True)
        return program.stat().st_size / 1e6


def main():
    rows = [("compile 30 lines with g++ -O2", lambda: compile_seconds("g++"), 2.5, "s"),
            ("compile 30 lines with clang++ -O2", lambda: compile_seconds("clang++"), 2.5, "s"),
            ("library, stripped", library_megabytes, 15, "MB"),
            ("start-up of keras --version", lambda: 1000 * best_seconds(time.monotonic, BUILD / "keras", "--version"), 20, "ms")]
    over = 0
    for name, measure, budget, unit in rows:
        try:
            value = measure()
        except (subprocess.CalledProcessError, FileNotFoundError) as error:
            print(f"{name:<36} not measured: {error}")
            over += 1
            continue
        over += value > budget
        print(f"{name:<36} {value:8.2f} {unit:<3} budget {budget} {unit}{'   OVER' if value > budget else ''}")
    return over > 0


if __name__ == "__main__":
    sys.exit(main())
