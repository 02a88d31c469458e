#!/usr/bin/env python3
"""No tracked file names a folder of one person's machine, or the host of a package registry or mirror."""
import pathlib, re, subprocess, sys

PATHS = r"(?<![\w.*/}>-])/(?:work|root|home|Users)/\w"
HOSTS = r"\b(?:pypi\.(?:org|python)|(?:files|test)\.pythonhosted|(?:deb|security|ftp|snapshot)\.debian\.org|archive\.ubuntu|" \
        r"registry\.\w+\.\w+|docker\.io|ghcr\.io|quay\.io|gcr\.io|conda\.anaconda|artifact[o]ry|nexus\.\w+|localhost:\d+/simple)"
PATTERN = re.compile(f"{PATHS}|{HOSTS}".encode())

root = pathlib.Path(__file__).resolve().parent.parent
listing = subprocess.run(["git", "ls-files", "-z"], cwd=root, stdout=subprocess.PIPE, check=True)
names = [name for name in listing.stdout.decode().split("\0") if name and (root / name).is_file()]
wrong = []
for name in names:
    data = (root / name).read_bytes()
    if b"\0" in data[:8000]:
        continue  # binary test data
    for number, line in enumerate(data.splitlines(), 1):
        if found := PATTERN.search(line):
            wrong.append(f"{name}:{number}: {found[0].decode()}")
print("\n".join(wrong) or f"{len(names)} files name no machine and no registry")
sys.exit(bool(wrong))
