#!/usr/bin/env python3
"""Folders include only what lies below them. The order is the architecture.

An umbrella header `keras/layers.hpp` counts as its folder, `keras/keras.hpp` as the whole library.
Tests may look up: a test of `ops` asks `autodiff`. Also refused: relative includes and include cycles.
"""
import pathlib, re, sys

ORDER = """core | io | runtime | graph | ops | random | autodiff | compiler
 | data | activations initializers regularizers constraints quantizers
 | layers | losses | metrics | optimizers | models | saving | callbacks distillation distribution serving export | keras | cli"""  # bottom first
RANK = {folder: rank for rank, row in enumerate(ORDER.split("|")) for folder in row.split()}

root = pathlib.Path(__file__).resolve().parent.parent
wrong, edges = [], {}


def folder_of(path):
    """keras/layers/core/dense.hpp -> layers; keras/layers.hpp -> layers."""
    return pathlib.PurePosixPath(path).parts[1].removesuffix(".hpp")


def check(path):
    name = path.relative_to(root).as_posix()
    here = folder_of(name)
    if here not in RANK:
        wrong.append(f"{name}: the folder {here}/ has no place in the order of tools/check_includes.py")
        return
    edges[name] = []
    for number, line in enumerate(path.read_text().splitlines(), 1):
        found = re.match(r'\s*#\s*include\s*(?:"([^"]+)"|<(keras/[^>]+)>)', line)
        if not found:
            continue
        target = found[1] or found[2]
        there = folder_of(target) if target.startswith("keras/") else None
        if there is None:
            wrong.append(f"{name}:{number}: include by full path from the root, not {target}")
        elif name.endswith("_test.cpp"):
            continue
        elif there not in RANK or RANK[there] > RANK[here] or (RANK[there] == RANK[here] and there != here):
            wrong.append(f"{name}:{number}: {here}/ must not include {there}/")
        else:
            edges[name].append(target)


def find_cycles():
    """Depth first; a header met again while it is still open closes a cycle."""
    state = {}

    def visit(name, trail):
        if state.get(name) == "open":
            wrong.append("include cycle: " + " -> ".join(trail[trail.index(name):] + [name]))
        if name in state:
            return
        state[name] = "open"
        for target in edges.get(name, []):
            visit(target, trail + [name])
        state[name] = "done"

    for name in edges:
        visit(name, [])


for source in sorted((root / "keras").rglob("*.[ch]pp")):
    check(source)
find_cycles()
print("\n".join(wrong) or f"includes of {len(edges)} files point down")
sys.exit(bool(wrong))
