#!/usr/bin/env python3
"""check_readme.py FILE COMPILER...: every whole C++ program in FILE (Markdown) compiles."""
import pathlib, re, subprocess, sys

programs = re.findall(r"^```cpp\n(#include.*?)^```", pathlib.Path(sys.argv[1]).read_text(), re.M | re.S)
statuses = [subprocess.run([*sys.argv[2:], "-fsyntax-only", "-x", "c++", "-"], input=program, text=True).returncode
            for program in programs]
print(f"{len(programs)} programs")
sys.exit(any(statuses) or not programs)
