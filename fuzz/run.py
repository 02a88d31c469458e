#!/usr/bin/env python3
"""Runs every fuzzer for a while, from the files that the tree and the corpora beside it have.

    fuzz/run.py BUILD SECONDS [TARGET...]          BUILD is build/asan-ubsan, made by the preset of that name

A finding lies in BUILD/findings; it becomes a file of tests/regression/TARGET with its mending.
"""
import itertools, pathlib, shutil, subprocess, sys, zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
CORPORA = [ROOT / "keras/io/testdata", ROOT / "tests/regression", ROOT / "build/ci/hostile",
           ROOT.parent / "shared/hostile/base", ROOT.parent / "shared/conformance/cases/formats"]
# target: what its seeds are called, its dictionary, the longest input
TARGETS = {
    "json": (["*.json"], "json", 4096),
    "zip": (["*.npz", "*.keras"], "zip", 65536),
    "hdf5": (["*.h5"], "hdf5", 65536),
    "npy": (["*.npy"], "npy", 4096),
    "config": (["*.json"], "json", 65536),
    "archive": (["*.keras"], "zip", 65536),
    "request": (["*.json"], "request", 4096),
}


def inflates_far(path):
    """Whether an archive holds more than a fuzzer reads in a second: the hostile cases read these."""
    try:
        with zipfile.ZipFile(path) as archive:
            return sum(member.file_size for member in archive.infolist()) > 4 << 20
    except Exception:  # many of these files are broken on purpose
        return False


def seeds(patterns, longest, folder):
    """Copies the files, and the members of archives, that a target can start from."""
    folder.mkdir(parents=True)
    suffixes, numbers = tuple(pattern[1:] for pattern in patterns), itertools.count()

    def add(name, content):
        if len(content) <= longest:
            (folder / f"{next(numbers):05}-{name[:60]}").write_bytes(content)

    for path in sorted(p for corpus in CORPORA if corpus.is_dir() for p in corpus.rglob("*") if p.is_file()):
        if path.name.endswith(suffixes) and not inflates_far(path):
            add(path.name, path.read_bytes())
        if path.suffix in (".keras", ".npz") and path.stat().st_size < 1 << 20:
            try:
                with zipfile.ZipFile(path) as archive:
                    for member in archive.infolist():
                        if member.filename.endswith(suffixes) and member.file_size <= longest:
                            add(pathlib.Path(member.filename).name, archive.read(member))
            except Exception:  # many of these files are broken on purpose
                continue


def run(build, seconds, target):
    patterns, dictionary, longest = TARGETS[target]
    corpus, findings = build / "corpus" / target, build / "findings" / target
    shutil.rmtree(corpus, ignore_errors=True)
    seeds(patterns, longest, corpus)
    findings.mkdir(parents=True, exist_ok=True)
    command = [build / "fuzz" / f"fuzz_{target}", corpus, f"-artifact_prefix={findings}/",
               f"-dict={ROOT}/fuzz/dictionaries/{dictionary}.dict", f"-max_total_time={seconds}",
               f"-max_len={longest}", "-timeout=120", "-rss_limit_mb=2048", "-print_final_stats=1"]
    print(f"== {target}: {len(list(corpus.iterdir()))} seeds", flush=True)
    done = subprocess.run([str(part) for part in command], stderr=subprocess.PIPE, text=True, errors="replace")
    lines = done.stderr.splitlines()
    print("\n".join(lines[-60:] if done.returncode else [l for l in lines if "number_of_executed" in l]))
    return done.returncode == 0


def main():
    build, seconds = pathlib.Path(sys.argv[1]).resolve(), int(sys.argv[2])
    results = {target: run(build, seconds, target) for target in sys.argv[3:] or TARGETS}
    for target, passed in results.items():
        print(f"{'pass' if passed else 'FAIL'}  {target}")
    print(f"{sum(results.values())} passed, {len(results) - sum(results.values())} failed")
    sys.exit(not all(results.values()))


if __name__ == "__main__":
    main()
