#!/usr/bin/env python3
"""cases.py KERAS CORPUS OUT: writes the ids of the cases all of whose objects `KERAS list --json` knows."""
import json, pathlib, subprocess, sys

keras, corpus, out = sys.argv[1:]
listing = subprocess.run([keras, "list", "--json"], stdout=subprocess.PIPE, check=True)
known = {entry["name"] for entry in json.loads(listing.stdout)}


def last(name):
    return name.rsplit(".", 1)[1]


# One object has several public names (keras.Model, keras.models.Model); the last part of the name decides.
known_last = {last(name) for name in known}
ids, missing = [], {}
for path in sorted(pathlib.Path(corpus).glob("*/*/case.json")):
    case = json.loads(path.read_text())
    unknown = [name for name in case["objects"] + case.get("uses", []) if name not in known and last(name) not in known_last]
    if not unknown:
        ids.append(case["id"])
    for name in unknown:
        missing[name] = missing.get(name, 0) + 1
pathlib.Path(out).write_text("".join(f"{case}\n" for case in ids))
print(f"{len(ids)} cases of known objects")
for name, count in sorted(missing.items(), key=lambda item: -item[1])[:20]:
    print(f"  not known: {name} ({count} cases)")
