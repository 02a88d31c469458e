#!/usr/bin/env python3
"""files.py SHARED [--results RESULTS.json] [--check]: writes the matrix of docs/files.md, which formats of which Keras are
read and written, and how many conformance cases test each.

SHARED has conformance/cases; RESULTS.json is what conformance/run.py --json wrote. What stands above the first table is
kept. With --check nothing is written: the status is 1 when the tables are out of date.
"""
import argparse, collections, json, pathlib, re, sys

PAGE = pathlib.Path(__file__).resolve().parent.parent / "docs" / "files.md"
OURS = "3.15.1"
FORMATS = {"keras": "`.keras`", "unpacked": "unzipped `.keras`", "h5": "legacy `.h5`", "json": "`.json`",
           "weights.h5": "`.weights.h5`", "weights.json": "`.weights.json` with shards"}


def format_of(path):
    """The format of a file by its name; None for data."""
    if path == "unpacked":
        return path
    for suffix in ("weights.h5", "weights.json", "keras", "h5", "json"):
        if path.endswith("." + suffix):
            return suffix
    return None


def version_of(name):
    """The Keras that wrote the file of a case: "3.0.5" of keras-3-0-5-functional-keras."""
    found = re.match(r"(?:edited|keras)-(?:\d-tf-keras-)?(\d+)-(\d+)(?:-(\d+))?-", name)
    return ".".join(part for part in found.groups() if part) if found else OURS


def files_of(command):
    """(read, written) formats of one command line."""
    values = {"--weights": "read", "--save": "written"}
    read, written, positional = [], [], []
    for before, word in zip([None, *command], command):
        if before in values:
            (read if values[before] == "read" else written).append(format_of(word))
        elif not word.startswith("--") and not str(before).startswith("--"):
            positional.append(word)
    name, *rest = positional
    if rest and not rest[0].startswith("{out}"):
        read.append(format_of(rest[0]))
    if name == "convert":
        written.append(format_of(rest[1]))
    return [f for f in read if f], [f for f in written if f]


def count(shared, results):
    """(format, version, "read" or "written") -> [passed, cases]."""
    tally = collections.defaultdict(lambda: [0, 0])
    for path in sorted((shared / "conformance/cases").glob("*/*/case.json")):
        case = json.loads(path.read_text())
        if any(check["kind"] == "error" for check in case["check"]):
            continue
        version = version_of(path.parent.name) if path.parts[-3] in ("formats", "legacy") else OURS
        for command in case["command"]:
            read, written = files_of(command)
            for key in [(f, version, "read") for f in read] + [(f, OURS, "written") for f in written]:
                tally[key][0] += results.get(case["id"], "pass") == "pass"
                tally[key][1] += 1
    return tally


def tables(tally):
    lines = ["| format | Keras that wrote it | read | cases |", "|---|---|---|---|"]
    version = lambda key: [int(part) for part in key[1].split(".")]
    for key in sorted((k for k in tally if k[2] == "read"), key=lambda k: (list(FORMATS).index(k[0]), version(k))):
        passed, total = tally[key]
        lines.append(f"| {FORMATS[key[0]]} | {key[1]} | {'yes' if passed == total else 'partly'} | {passed}/{total} |")
    lines += ["", "| format | written for Keras | cases |", "|---|---|---|"]
    for name in sorted(FORMATS.keys() - {"unpacked"}, key=list(FORMATS).index):
        passed, total = tally.get((name, OURS, "written"), (0, 0))
        lines.append(f"| {FORMATS[name]} | 3.0 to 3.15 | {f'{passed}/{total}' if total else 'only tests'} |")
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=pathlib.Path)
    parser.add_argument("--results", type=pathlib.Path)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    results = {r["id"]: r["verdict"] for r in json.loads(options.results.read_text())} if options.results else {}
    old = PAGE.read_text()
    new = old[:old.index("| format |")] + tables(count(options.shared, results))
    if not options.check:
        PAGE.write_text(new)
        return 0
    counted = lambda text: re.sub(r"(yes|partly) \| \d+/", "| ", re.sub(r"\| \d+/", "| ", text))
    stale = counted(old) != counted(new)
    print("docs/files.md is out of date: run tools/files.py" if stale else "docs/files.md is up to date")
    return int(stale)


if __name__ == "__main__":
    sys.exit(main())
