#!/usr/bin/env python3
"""Writes OUT, a CTest script with one test for each TEST_CASE of the doctest program BINARY.

doctest's own CMake module loses names with brackets or semicolons.
"""
import collections, pathlib, subprocess, sys

binary, out = sys.argv[1:]
listing = subprocess.run([binary, "--list-test-cases", "--no-colors"], stdout=subprocess.PIPE, check=True, text=True)
names = [line for line in listing.stdout.splitlines() if line and line[0] != "=" and not line.startswith("[doctest]")]
twice = [name for name, count in collections.Counter(names).items() if count > 1]
if twice:
    sys.exit(f"error: several test cases have the same name: {', '.join(twice)}")

quote = "[==[{}]==]".format
escape = str.maketrans({"\\": "\\\\", ",": "\\,"})
lines = []
for name in names:
    lines.append(f"add_test({quote(name)} {quote(binary)} {quote('--test-case=' + name.translate(escape))})\n")
    lines.append(f"set_tests_properties({quote(name)} PROPERTIES TIMEOUT 300 FAIL_REGULAR_EXPRESSION {quote('test cases: +0 ')})\n")
pathlib.Path(out).write_text("".join(lines))
