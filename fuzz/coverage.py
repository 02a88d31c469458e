#!/usr/bin/env python3
"""Prints how many lines of the readers the corpora reach.

    fuzz/coverage.py BUILD [CORPUS...]             BUILD is build/coverage, made by the preset `coverage`

Every fuzzer reads its seeds once (and what lies in CORPUS/TARGET, such as build/asan-ubsan/corpus); the command reads every
model and weights file of the corpora beside the tree. Sources that only write are left out.
"""
import os, pathlib, shutil, subprocess, sys

import run

READERS = ["core/json.cpp", "io/array.cpp", "io/bytes.cpp", "io/hdf5_*.cpp", "io/npy.cpp", "io/npy_header.cpp", "io/npz.cpp",
           "io/zip_reader.cpp", "saving/legacy_file.cpp", "saving/members.cpp", "saving/model_file.cpp",
           "saving/old_config.cpp", "saving/stored_weights.cpp", "saving/weight_shards.cpp", "saving/weights_file.cpp"]
COMMAND_CORPORA = [*run.CORPORA, run.ROOT.parent / "shared/conformance/cases/legacy"]
WRITERS = {"io/hdf5_encode.cpp", "io/hdf5_writer.cpp"}


def read_all(build, corpora):
    for target, (patterns, _, longest) in run.TARGETS.items():
        folder = build / "coverage-seeds" / target
        shutil.rmtree(folder, ignore_errors=True)
        run.seeds(patterns, longest, folder)
        more = [corpus / target for corpus in corpora if (corpus / target).is_dir()]
        subprocess.run([build / "fuzz" / f"fuzz_{target}", "-runs=0", "-rss_limit_mb=0", folder, *more],
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for path in sorted(path for corpus in COMMAND_CORPORA if corpus.is_dir() for path in corpus.rglob("*") if path.is_file()):
        if path.suffix not in (".keras", ".h5", ".json") or path.stat().st_size > 1 << 24:
            continue
        for command in ("summary", "check"):  # what the file says; and all of its weights
            try:
                subprocess.run([build / "keras", command, path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60)
            except subprocess.TimeoutExpired:
                continue


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    profiles = build / "profiles"
    shutil.rmtree(profiles, ignore_errors=True)
    os.environ["LLVM_PROFILE_FILE"] = str(profiles / "%4m.profraw")  # pooled: processes add to four files
    read_all(build, [pathlib.Path(corpus).resolve() for corpus in sys.argv[2:]])
    merged = build / "coverage.profdata"
    subprocess.run(["llvm-profdata-14", "merge", "-o", merged, *profiles.glob("*.profraw")], check=True)
    sources = [path for pattern in READERS for path in sorted((run.ROOT / "keras").glob(pattern))
               if not path.name.endswith("_test.cpp") and str(path.relative_to(run.ROOT / "keras")) not in WRITERS]
    objects = [argument for target in run.TARGETS for argument in ("-object", build / "fuzz" / f"fuzz_{target}")]
    subprocess.run(["llvm-cov-14", "report", build / "keras", *objects, f"-instr-profile={merged}",
                    "-show-region-summary=0", "-show-branch-summary=0", *sources], check=True)


if __name__ == "__main__":
    main()
