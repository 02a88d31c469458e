#!/usr/bin/env python3
"""Fails when an object of keras/runtime/cpu/isa defines a symbol that other code could pick up.

    check_isa_symbols.py NM OBJECT...

Every symbol that such an object defines must be local or lie in the namespace of its instruction
set. A weak one outside of it (an inline function of some header) might be chosen by the linker for
the whole program, which would then need that instruction set. Weak objects, such as the type_info
that a sanitizer asks for, hold no instructions.
"""

import re
import subprocess
import sys

ISA = r"(baseline|avx2|avx512)"


def strays(nm: str, path: str) -> list[str]:
    out = subprocess.run([nm, "--defined-only", "-C", path], check=True, capture_output=True, text=True)
    found = []
    for line in out.stdout.splitlines():
        match = re.match(r"[0-9a-f]* (\w) (.*)$", line)
        if not match or match[1] in "Vv" or match[1].islower() and match[1] not in "wu":
            continue
        if not re.search(r"\bkeras::runtime::%s::" % ISA, match[2]):
            found.append(f"{path}: {match[1]} {match[2]}")
    return found


def main() -> int:
    nm, *objects = sys.argv[1:]
    if not objects:
        sys.exit("check_isa_symbols.py: expected the objects to look at")
    found = [stray for path in objects for stray in strays(nm, path)]
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
