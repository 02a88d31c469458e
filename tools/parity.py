#!/usr/bin/env python3
"""parity.py KERAS SHARED [--cases RESULTS.json] [--check]: writes docs/parity.md, what exists of Keras and what does not.

KERAS is the command, whose `list --json` knows every object and its arguments; SHARED has keras/keras_api.json and
keras/tiers.json (Keras's own signatures and how much each object is used); RESULTS.json is what the conformance run wrote.
With --check nothing is written: the status is 1 when the page is out of date, naming what was lost.
"""
import argparse, collections, json, pathlib, re, subprocess, sys

PAGE = pathlib.Path(__file__).resolve().parent.parent / "docs" / "parity.md"
# Arguments that mean nothing here, with the reason.
MEANINGLESS = {
    "sparse": "there are no sparse tensors",
    "ragged": "there are no ragged tensors",
    "autocast": "the dtype policy of a layer says what it casts",
    "aggregation": "a variable has one copy",
    "synchronization": "a variable has one copy",
    "layout": "a variable has one copy",
    "use_cudnn": "there is no cuDNN",
    "input_tensor": "a model starts from any symbolic tensor: `Model(tensor, outputs)`",
    "tensor": "a model starts from any symbolic tensor: `Model(tensor, outputs)`",
    "record_history": "a symbolic tensor always knows how it was made",
    "module_objects": "C++ has no modules to look through",
    "use_multiprocessing": "data sets run in threads of one process",
}
# The same for single objects.
MEANINGLESS_FOR = {
    ("keras.layers.Input", "batch_shape"): "`Input` takes the shape without the batch axis and `batch_size`; `KerasTensor` takes it with",
    ("keras.dtype_policies.deserialize", "custom_objects"): "there are no own policies",
    ("keras.layers.AdditiveAttention", "score_mode"): "scores are always those of the sum; Keras does not even save it",
    ("keras.layers.Bidirectional", "weights"): "Keras keeps it and uses it nowhere",
    ("keras.layers.AutoContrast", "factor"): "Keras refuses it too",
    ("keras.layers.ContrastLimitedAdaptiveHistogramEqualization", "factor"): "Keras keeps it and uses it nowhere",
    ("keras.layers.Equalization", "factor"): "Keras keeps it and uses it nowhere",
    ("keras.layers.MaxNumBoundingBoxes", "factor"): "Keras keeps it and uses it nowhere",
    ("keras.layers.MixUp", "factor"): "Keras keeps it and uses it nowhere",
    ("keras.layers.RandomColorJitter", "factor"): "Keras keeps it and uses it nowhere",
    ("keras.layers.RandomShear", "factor"): "Keras refuses it too",
    ("keras.layers.Solarization", "factor"): "Keras refuses it too",
    ("keras.layers.RandomCrop", "factor"): "Keras keeps it and uses it nowhere",
    ("keras.layers.RandomFlip", "factor"): "Keras refuses it too",
    ("keras.layers.RandomTranslation", "factor"): "Keras refuses it too",
    ("keras.layers.RandomZoom", "factor"): "Keras refuses it too",
    ("keras.ops.top_k", "is_stable"): "it is of a version after 3.15.1",
    ("keras.utils.PyDataset", "workers"): "`Dataset::prefetch` says how many batches a thread makes ahead",
    ("keras.utils.PyDataset", "max_queue_size"): "`Dataset::prefetch` says how many batches a thread makes ahead",
    ("keras.utils.bounding_boxes.compute_ciou", "image_shape"): "Keras refuses relative formats even with it",
    ("keras.utils.bounding_boxes.pad", "height"): "Keras uses it nowhere",
    ("keras.utils.bounding_boxes.pad", "width"): "Keras uses it nowhere",
    ("keras.utils.clear_session", "free_memory"): "memory is free when its last handle goes",
    ("keras.utils.split_dataset", "preferred_backend"): "there is one kind of data set",
    ("keras.layers.Resizing", "factor"): "nothing is drawn, and Keras refuses it too",
    ("keras.layers.CenterCrop", "factor"): "nothing is drawn, and Keras refuses it too",
}


def family(name):
    """"layers" of keras.layers.Dense; "" of keras.Model."""
    parts = name.split(".")
    return parts[1] if len(parts) > 2 else ""


def existing(keras):
    listing = json.loads(subprocess.run([keras, "list", "--json"], stdout=subprocess.PIPE, check=True).stdout)
    found = {}
    for entry in listing:
        found[entry["name"]] = entry
        found.setdefault((family(entry["name"]), entry["name"].rsplit(".", 1)[1]), entry)
    return found


def entry_of(item, found):
    """By its name, or, for the same object under another home (keras.ops.numpy.abs), by family and last part."""
    name = f"{item['home']}.{item['name']}"
    alike = found.get((family(name), item["name"])) or found.get(("", item["name"]))
    return found.get(name) or (alike if family(name) != "datasets" else None)


def means_nothing(name, argument):
    return argument in MEANINGLESS or (name, argument) in MEANINGLESS_FOR


def signatures(api):
    """id -> names of the arguments."""
    result = {}
    for members in api["namespaces"].values():
        for member in members:
            arguments = member.get("params", []) + member.get("kwargs_params", [])
            result.setdefault(member["id"], [a["name"] for a in arguments if not a["name"].startswith("*")])
    return result


def row(item, found, arguments, cases):
    name = f"{item['home']}.{item['name']}"
    entry = entry_of(item, found)
    passed, total = cases.get(item["name"], (0, 0))
    shown = f"{passed}/{total}" if total else ""
    if not entry:
        return f"| `{name}` | {item['tier']} | no | | {shown} |"
    have = {a["name"] for a in entry["arguments"]}
    lacking = [a for a in arguments if a not in have and not means_nothing(name, a)]
    text = "all" if not lacking else "without " + ", ".join(f"`{a}`" for a in lacking)
    return f"| `{name}` | {item['tier']} | yes | {text} | {shown} |"


def count_cases(path):
    cases = collections.defaultdict(lambda: [0, 0])
    for result in json.loads(pathlib.Path(path).read_text()) if path else []:
        for name in result["objects"]:
            tally = cases[name.rsplit(".", 1)[1]]
            tally[0] += result["verdict"] == "pass"
            tally[1] += 1
    return cases


def page(options):
    shared = pathlib.Path(options.shared) / "keras"
    tiers = json.loads((shared / "tiers.json").read_text())
    arguments = signatures(json.loads((shared / "keras_api.json").read_text()))
    found, cases = existing(options.keras), count_cases(options.cases)
    rows = [(item, row(item, found, arguments.get(item["id"], []), cases)) for item in tiers["objects"]]
    lines = ["# What exists of Keras", "",
             "Written by `tools/parity.py`; do not edit. Tier 1 is what most programs use. Arguments are those of Keras's",
             "signatures; the last column counts the conformance cases that pass.", "",
             *(f"- `{name}` can mean nothing here: {why}." for name, why in MEANINGLESS.items()),
             *(f"- `{argument}` of `{name}` can mean nothing here: {why}." for (name, argument), why in MEANINGLESS_FOR.items()), "",
             "| tier | exist | of |", "|---|---|---|"]
    for tier in (1, 2, 3):
        of_tier = [text for item, text in rows if item["tier"] == tier]
        lines.append(f"| {tier} | {sum('| yes |' in text for text in of_tier)} | {len(of_tier)} |")
    for home in sorted({item["home"] for item, _ in rows}):
        lines += ["", f"## {home}", "", "| name | tier | exists | arguments | cases |", "|---|---|---|---|---|"]
        lines += sorted(text for item, text in rows if item["home"] == home)
    return "\n".join(lines) + "\n"


def without_cases(text):
    return re.sub(r"\| \d+/\d+ \|$|\|  \|$", "|", text, flags=re.M)


def names_in(text):
    return set(re.findall(r"^\| `([^`]+)` \| \d \| yes", text, re.M))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("keras")
    parser.add_argument("shared")
    parser.add_argument("--cases")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    new = page(options)
    if not options.check:
        PAGE.write_text(new)
        return 0
    old = PAGE.read_text()
    for name in sorted(names_in(old) - names_in(new)):
        print(f"{name} does not exist any more")
    stale = without_cases(old) != without_cases(new)
    print("docs/parity.md is out of date: run tools/parity.py" if stale else "docs/parity.md is up to date")
    return int(stale)


if __name__ == "__main__":
    sys.exit(main())
