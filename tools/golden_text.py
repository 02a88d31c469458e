"""Writes tests/golden/text_objects.json: what Keras's layers for text and categories answer, for the tests.

    KERAS_BACKEND=tensorflow python tools/golden_text.py

Needs keras with tensorflow, which these layers are made of, and numpy. tests/golden/README.md describes the file.
"""

import json
import os
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "tensorflow")

import keras
import numpy as np

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "golden"
WORDS = ["the", "cat", "sat", "on"]
TEXTS = ["The cat, sat on... the MAT", "on", "", "a the  THE!\tcat\u00a0x", "\u65e5\u672c \u00e9 \u00c9 it's"]
CELLS = [["cat", "zebra", ""], ["on", "on", "the"], ["\u00e9", "[UNK]", "sat"]]
NUMBERS = [[10, 7, 42], [0, -1, 20], [20, 20, 99]]


def array(x):
    x = np.asarray(x)
    if x.dtype.kind in "OSU":
        values = [v.decode() if isinstance(v, bytes) else str(v) for v in x.ravel()]
        return {"dtype": "string", "shape": list(x.shape), "values": values}
    dtype = {"int64": "int32", "float64": "float32"}.get(x.dtype.name, x.dtype.name)
    values = [float(f"{v:.9g}") if x.dtype.kind == "f" else int(v) for v in x.ravel()]
    return {"dtype": dtype, "shape": list(x.shape), "values": values}


def plain(x):
    if isinstance(x, (list, tuple)):
        return [plain(v) for v in x]
    return x.item() if isinstance(x, np.generic) else x


def case(class_name, config, inputs, adapt=None):
    layer = getattr(keras.layers, class_name)(**config, name="layer")
    if adapt is not None:
        layer.adapt(np.array(adapt))
    inputs = [np.array(x) for x in inputs]
    result = layer(inputs if class_name == "HashedCrossing" else inputs[0])
    saved = layer.get_config()
    row = {
        "class_name": class_name,
        "config": plain(json.loads(json.dumps(config))),
        "adapt": None if adapt is None else array(adapt),
        "inputs": [array(x) for x in inputs],
        "expected": array(result.numpy()),
        "expected_config": plain(json.loads(json.dumps(saved, default=plain))),
    }
    if hasattr(layer, "get_vocabulary"):
        row["vocabulary"] = [plain(v) if not isinstance(v, np.str_) else str(v) for v in layer.get_vocabulary()]
    return row


def lookups():
    modes = ["int", "one_hot", "multi_hot", "count"]
    for mode in modes:
        yield case("StringLookup", {"vocabulary": WORDS, "output_mode": mode}, [CELLS])
        yield case("StringLookup", {"vocabulary": WORDS, "output_mode": mode, "mask_token": "", "num_oov_indices": 2}, [CELLS])
        yield case("StringLookup", {"output_mode": mode}, [CELLS], adapt=CELLS)
        yield case("IntegerLookup", {"vocabulary": [10, 20, 42], "output_mode": mode, "mask_token": 0}, [NUMBERS])
        yield case("IntegerLookup", {"max_tokens": 4, "output_mode": mode}, [NUMBERS], adapt=NUMBERS)
    for mode in modes[1:]:
        yield case("StringLookup", {"vocabulary": WORDS, "output_mode": mode, "max_tokens": 9, "pad_to_max_tokens": True}, [CELLS])
        yield case("StringLookup", {"vocabulary": WORDS, "output_mode": mode}, [["cat", "zebra", "on"]])
        yield case("StringLookup", {"vocabulary": WORDS, "output_mode": mode}, [[["cat"], ["zebra"]]])
    yield case("StringLookup", {"vocabulary": WORDS, "num_oov_indices": 5, "salt": 7}, [CELLS])
    yield case("StringLookup", {"vocabulary": WORDS, "num_oov_indices": 0}, [["cat", "on"]])
    yield case("StringLookup", {"vocabulary": ["m", "[X]", *WORDS], "mask_token": "m", "oov_token": "[X]"}, [CELLS])
    yield case("StringLookup", {"vocabulary": WORDS, "invert": True, "mask_token": "m", "num_oov_indices": 2}, [[[0, 1, 2, 3], [6, 7, 99, -1]]])
    yield case("StringLookup", {"max_tokens": 4}, [CELLS], adapt=CELLS)
    yield case("StringLookup", {"mask_token": "on"}, [CELLS], adapt=["on", "sat", "cat", "cat", "sat", "b"])
    yield case("StringLookup", {"output_mode": "tf_idf"}, [CELLS], adapt=CELLS)
    yield case("StringLookup", {"output_mode": "tf_idf", "max_tokens": 9, "pad_to_max_tokens": True}, [CELLS], adapt=["on", "cat", "on"])
    weights = [0.5, 1.0, 1.5, 2.0]
    yield case("StringLookup", {"vocabulary": WORDS, "idf_weights": weights, "output_mode": "tf_idf"}, [CELLS])
    yield case("StringLookup", {"vocabulary": ["[UNK]", *WORDS], "idf_weights": [0.25, *weights], "output_mode": "tf_idf"}, [CELLS])
    yield case("StringLookup", {"vocabulary": WORDS, "idf_weights": weights, "output_mode": "tf-idf", "max_tokens": 8, "pad_to_max_tokens": True}, [CELLS])
    yield case("IntegerLookup", {"vocabulary": [10, 20, 42], "num_oov_indices": 3}, [NUMBERS])
    yield case("IntegerLookup", {"vocabulary": [10, 20, 42], "num_oov_indices": 3, "oov_method": "farmhash"}, [NUMBERS])
    yield case("IntegerLookup", {"vocabulary": [10, 20, 42], "num_oov_indices": 3, "oov_method": "farmhash", "salt": [5, 6]}, [NUMBERS])
    yield case("IntegerLookup", {"vocabulary": [10, 20, 42], "invert": True, "oov_token": -7}, [[[0, 1, 2], [3, 4, -1]]])
    yield case("IntegerLookup", {"mask_token": 0, "oov_token": 99}, [NUMBERS], adapt=NUMBERS)
    yield case("IntegerLookup", {"vocabulary": [1, 2], "output_mode": "binary"}, [[1.7, 2.0]])


def texts():
    for split in ["whitespace", "character"]:
        for mode in ["int", "multi_hot", "count"]:
            yield case("TextVectorization", {"vocabulary": [*WORDS, "t", "\u00e9"], "split": split, "output_mode": mode}, [TEXTS])
    for standardize in [None, "lower", "strip_punctuation", "lower_and_strip_punctuation"]:
        yield case("TextVectorization", {"vocabulary": [*WORDS, "cat,", "The", "its"], "standardize": standardize}, [TEXTS])
    for mode in ["int", "one_hot", "multi_hot", "count"]:
        yield case("TextVectorization", {"vocabulary": WORDS, "split": None, "output_mode": mode}, [[[t] for t in TEXTS]])
        yield case("TextVectorization", {"vocabulary": WORDS, "split": None, "output_mode": mode}, [["The", "cat", "x"]])
    yield case("TextVectorization", {"vocabulary": WORDS, "split": None, "ngrams": 2}, [[["the", "cat"], ["on", "zz"]]])
    yield case("TextVectorization", {"vocabulary": WORDS, "split": None, "output_sequence_length": 3}, [[["the", "cat"], ["on", "zz"]]])
    yield case("TextVectorization", {"vocabulary": WORDS, "split": None, "output_sequence_length": 1}, [[["the", "cat"], ["on", "zz"]]])
    yield case("TextVectorization", {"vocabulary": [*WORDS, "the cat", "cat sat on"], "ngrams": 3}, [TEXTS])
    yield case("TextVectorization", {"vocabulary": [*WORDS, "the cat", "cat sat on"], "ngrams": (1, 3), "output_mode": "count"}, [TEXTS])
    for length in [2, 4, 9]:
        yield case("TextVectorization", {"vocabulary": WORDS, "output_sequence_length": length}, [[[t] for t in TEXTS]])
    yield case("TextVectorization", {"vocabulary": WORDS}, ["the cat"])
    yield case("TextVectorization", {"vocabulary": WORDS}, [[[["the cat"], ["on"]]]])
    yield case("TextVectorization", {"max_tokens": 6}, [TEXTS], adapt=TEXTS)
    yield case("TextVectorization", {"output_mode": "tf_idf"}, [TEXTS], adapt=TEXTS)
    yield case("TextVectorization", {"output_mode": "count", "max_tokens": 20, "pad_to_max_tokens": True}, [TEXTS], adapt=TEXTS)
    yield case("TextVectorization", {"output_mode": "multi_hot", "split": "character", "ngrams": (2,)}, [TEXTS], adapt=TEXTS)
    yield case("TextVectorization", {"vocabulary": ["a", "b"], "idf_weights": [1.0, 2.0], "output_mode": "tf_idf"}, [["a b b zz"]])


def hashes():
    for mode in ["int", "one_hot", "multi_hot", "count"]:
        yield case("Hashing", {"num_bins": 5, "output_mode": mode}, [CELLS])
        yield case("Hashing", {"num_bins": 5, "output_mode": mode}, [[["cat"], ["on"]]])
    yield case("Hashing", {"num_bins": 1000, "salt": 7}, [CELLS])
    yield case("Hashing", {"num_bins": 1000, "salt": [-7, 3]}, [CELLS])
    yield case("Hashing", {"num_bins": 4, "mask_value": "on"}, [CELLS])
    yield case("Hashing", {"num_bins": 1, "mask_value": "on"}, [CELLS])
    yield case("Hashing", {"num_bins": 9, "mask_value": 20}, [NUMBERS])
    yield case("Hashing", {"num_bins": 9, "dtype": "int32"}, [[[1.9, -3.7]]])
    yield case("Hashing", {"num_bins": 10}, [[[True, False]]])
    yield case("Hashing", {"num_bins": 9, "dtype": "int32", "output_mode": "one_hot"}, [["a", "b"]])
    words, numbers = ["dog", "zebra", "dog"], [1, -2, 3]
    column = [[w] for w in words]
    for inputs in [[words, ["mat", "", "sat"]], [words, numbers], [numbers, words], [words, words, numbers], [column, column]]:
        yield case("HashedCrossing", {"num_bins": 100}, inputs)
        yield case("HashedCrossing", {"num_bins": 6, "output_mode": "one_hot"}, inputs)
    yield case("HashedCrossing", {"num_bins": 6, "dtype": "int32"}, ["a", "b"])


rows = [*lookups(), *texts(), *hashes()]
with open(FOLDER / "text_objects.json", "w") as file:
    file.write(f'{{"keras": "{keras.__version__}", "backend": "{keras.backend.backend()}", "cases": [\n')
    file.write(",\n".join(json.dumps(row) for row in rows))
    file.write("\n]}\n")
print(len(rows), "cases")
