#!/usr/bin/env python3
"""What a user may include comes with its folder's umbrella header, and with keras/keras.hpp.

A folder of keras/ is public unless it is named in INTERNAL. Each public folder X has an umbrella keras/X.hpp that
includes every public header below keras/X/ once, sorted, and nothing else of keras; keras/keras.hpp includes every umbrella.
A header is public unless its name ends in `_impl.hpp` or its first line begins with `// Internal:`, with the reason.
Headers of internal folders are reached through those that need them.
"""
import pathlib, re, sys

INTERNAL = {"core", "io", "runtime", "graph", "compiler", "cli"}

root = pathlib.Path(__file__).resolve().parent.parent / "keras"
wrong = []


def includes(path):
    return re.findall(r'^#include [<"]keras/([^">]+)[">]', path.read_text(), re.M) if path.exists() else []


def is_public(header):
    first_line = header.read_text().split("\n", 1)[0]
    return not header.name.endswith("_impl.hpp") and not first_line.startswith("// Internal:")


def compare(umbrella, want, may=()):
    """`umbrella` includes all of `want` in order, and else only from the folders in `may`."""
    got = includes(root / umbrella)
    wrong.extend(f"keras/{umbrella}: include keras/{header} is missing" for header in want if header not in got)
    wrong.extend(f"keras/{umbrella}: keras/{header} does not belong here" for header in got
                 if header not in want and header.split("/")[0] not in may)
    wrong.extend(f"keras/{umbrella}: keras/{header} is included twice" for header in sorted({h for h in got if got.count(h) > 1}))
    if got != sorted(got):
        wrong.append(f"keras/{umbrella}: includes are not sorted")


umbrellas = []
for folder in sorted(path for path in root.iterdir() if path.is_dir() and path.name not in INTERNAL):
    headers = sorted(h.relative_to(root).as_posix() for h in folder.rglob("*.hpp") if is_public(h))
    if headers:
        umbrellas.append(f"{folder.name}.hpp")
        compare(umbrellas[-1], headers)
if umbrellas:
    compare("keras.hpp", umbrellas, may=INTERNAL)
print("\n".join(wrong) or f"{len(umbrellas)} umbrella headers are complete")
sys.exit(bool(wrong))
