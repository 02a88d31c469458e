#!/usr/bin/env python3
"""run.py FOLDER [--seconds N]: runs every program in FOLDER; each must end well and keep the bounds of its metrics.

A program prints `METRIC name value`. Bounds come from ../shared/programs/EXPECTED.json where it exists: entry
`NN_name` is the program `name`. After N seconds no further program is started, and those left are named.
"""
import argparse, json, math, os, pathlib, re, subprocess, sys, time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
EXPECTED = ROOT.parent / "shared" / "programs" / "EXPECTED.json"


def bounds_of_programs():
    if not EXPECTED.exists():
        return {}
    programs = json.loads(EXPECTED.read_text())["programs"]
    return {re.sub(r"^\d+_", "", name): entry["metrics"] for name, entry in programs.items()}


def holds(bound, value):
    return (not math.isnan(value) and value >= bound.get("at_least", -math.inf) and value <= bound.get("at_most", math.inf)
            and ("equal" not in bound or math.isclose(value, bound["equal"], rel_tol=1e-6)))


def complaints(program, bounds, seconds):
    """What is wrong with one run of `program`; nothing if it is fine."""
    try:
        done = subprocess.run([program], cwd=ROOT, capture_output=True, text=True, timeout=seconds,
                              env={**os.environ, "SEED": "0"})
    except subprocess.TimeoutExpired:
        return [f"not done after {seconds} s"]
    if done.returncode:
        return [f"status {done.returncode}: {done.stderr.strip()[-400:]}"]
    metrics = {name: float(value) for name, value in re.findall(r"^METRIC (\S+) (\S+)$", done.stdout, re.M)}
    missing = [f"metric {name} is not printed" for name in bounds if name not in metrics]
    outside = [f"{name} is {metrics[name]}, expected {bound}" for name, bound in bounds.items()
               if name in metrics and not holds(bound, metrics[name])]
    return missing + outside


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--seconds", type=float, default=240)
    options = parser.parse_args()
    bounds, began, passed, failed, left = bounds_of_programs(), time.monotonic(), 0, 0, []
    for program in sorted(p.resolve() for p in options.folder.iterdir() if p.is_file() and os.access(p, os.X_OK)):
        if time.monotonic() - began > options.seconds:
            left.append(program.name)
            continue
        start = time.monotonic()
        wrong = complaints(program, bounds.get(program.name, {}), seconds=120)
        print(f"{'FAILED' if wrong else 'passed'}  {program.name}  {time.monotonic() - start:.1f} s  {'; '.join(wrong)}", flush=True)
        passed, failed = passed + (not wrong), failed + bool(wrong)
    if left:
        print(f"not started for lack of time: {', '.join(left)}")
    print(f"{passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
