#!/usr/bin/env python3
"""Prints how many lines of the readers the corpora reach.

    fuzz/coverage.py BUILD [CORPUS...]             BUILD is build/coverage, made by the preset `coverage`

Every fuzzer reads its seeds once (and what lies in CORPUS/TARGET, such as build/asan-ubsan/corpus); the command does what
the hostile cases (as .ci/run makes them) and the conformance cases of files ask for. Sources that only write are left out.
"""
import json, os, pathlib, shutil, subprocess, sys

import run

SHARED = run.ROOT.parent / "shared"
READERS = ["core/json.cpp", "io/array.cpp", "io/bytes.cpp", "io/hdf5_*.cpp", "io/npy.cpp", "io/npy_header.cpp", "io/npz.cpp",
           "io/zip_reader.cpp", "saving/legacy_file.cpp", "saving/legacy_optimizer.cpp", "saving/members.cpp",
           "saving/model_file.cpp", "saving/old_config.cpp", "saving/shard_names.cpp", "saving/stored_weights.cpp",
           "saving/weight_shards.cpp", "saving/weights_file.cpp"]
WRITERS = ("hdf5_encode.cpp", "hdf5_writer.cpp")


def read_all(build, corpora):
    def quietly(*command):
        subprocess.run([str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    for target, (patterns, _, longest) in run.TARGETS.items():
        folder = build / "coverage-seeds" / target
        shutil.rmtree(folder, ignore_errors=True)
        run.seeds(patterns, longest, folder)
        more = [corpus / target for corpus in corpora if (corpus / target).is_dir()]
        quietly(build / "fuzz" / f"fuzz_{target}", "-runs=0", "-rss_limit_mb=0", "-timeout=600",
                f"-artifact_prefix={build}/", folder, *more)
    quietly(sys.executable, SHARED / "hostile/run.py", "--binary", build / "keras", "--corpus", run.ROOT / "build/ci/hostile",
            "--allow-rss", 1500, "--allow-seconds", 60)
    quietly(sys.executable, SHARED / "conformance/run.py", "--binary", build / "keras", "--corpus", SHARED / "conformance/cases",
            "--family", "formats", "--family", "legacy", "--family", "cli", "--timeout", 300)


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    profiles, merged = build / "profiles", build / "coverage.profdata"
    shutil.rmtree(profiles, ignore_errors=True)
    os.environ["LLVM_PROFILE_FILE"] = str(profiles / "%4m.profraw")  # pooled: processes add to four files
    read_all(build, [pathlib.Path(corpus).resolve() for corpus in sys.argv[2:]])
    subprocess.run(["llvm-profdata-14", "merge", "-o", merged, *profiles.glob("*.profraw")], check=True)
    objects = [argument for target in run.TARGETS for argument in ("-object", build / "fuzz" / f"fuzz_{target}")]
    report = subprocess.run(["llvm-cov-14", "export", "-summary-only", build / "keras", *objects, f"-instr-profile={merged}"],
                            stdout=subprocess.PIPE, check=True)
    wanted = {path.resolve() for pattern in READERS for path in (run.ROOT / "keras").glob(pattern)
              if not path.name.endswith(("_test.cpp", *WRITERS))}
    total = reached = 0
    for file in json.loads(report.stdout)["data"][0]["files"]:
        path, lines = pathlib.Path(build, file["filename"]).resolve(), file["summary"]["lines"]
        if path in wanted:
            print(f"{lines['covered']:5} of {lines['count']:5} {lines['percent']:6.1f} %  {path.relative_to(run.ROOT)}")
            total, reached = total + lines["count"], reached + lines["covered"]
    print(f"{reached:5} of {total:5} {100 * reached / total:6.1f} %  lines of the readers")


if __name__ == "__main__":
    main()
