#!/usr/bin/env python3
"""check.py FILE COMPILER...: each snippet of FILE must not compile, and the compiler must say why.

FILE begins with what all snippets share. A snippet begins with `// must not compile: WHAT` and a line
`// says: FRAGMENT | FRAGMENT`: one of the fragments must stand in the error message (compilers differ). A snippet that
begins with `// compiles: WHAT` is the right way beside the wrong ones. COMPILER is the command with its flags.
"""
import os, pathlib, re, subprocess, sys

source, compiler = pathlib.Path(sys.argv[1]), sys.argv[2:]
shared, *pieces = re.split(r"^// (must not compile|compiles): (.*)\n", source.read_text(), flags=re.M)
snippets = list(zip(pieces[0::3], pieces[1::3], pieces[2::3]))
if not snippets:
    sys.exit(f"{source}: no snippet")


def complaint(kind, body):
    """What is wrong with one snippet, or None."""
    done = subprocess.run([*compiler, "-fsyntax-only", "-x", "c++", "-"], input=shared + body, text=True,
                          capture_output=True, env={**os.environ, "LC_ALL": "C"})
    if kind == "compiles":
        return f"does not compile: {done.stderr}" if done.returncode else None
    says = re.search(r"^// says: (.*)$", body, re.M)
    if not says:
        return "has no line `// says: ...`"
    if done.returncode == 0:
        return "compiles"
    errors = "\n".join(line for line in done.stderr.splitlines() if "error:" in line or "static assertion" in line)
    if not any(fragment.strip() in errors for fragment in says[1].split(" | ")):
        return f"does not say {says[1]!r} but:\n{errors or done.stderr}"
    return None


failed = 0
for kind, what, body in [("compiles", "nothing but what all share", ""), *snippets]:
    wrong = complaint(kind, body)
    failed += wrong is not None
    print(f"{'FAILED' if wrong else 'passed'}  {what}{': ' + wrong if wrong else ''}")
sys.exit(failed > 0)
