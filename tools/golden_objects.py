"""Writes tests/golden/*_objects.json: what Keras's losses, optimizers, ... answer, for the tests.

    KERAS_BACKEND=jax python tools/golden_objects.py [losses_objects ...]

Needs keras (with jax) and numpy. tests/golden/README.md describes the files.
"""

import inspect
import json
import os
import sys
import zlib
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "jax")

import keras
import numpy as np

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "golden"


def rng(seed):
    return np.random.default_rng(zlib.crc32(seed.encode()))


def array(x):
    x = np.asarray(x)
    return {
        "dtype": keras.backend.standardize_dtype(x.dtype),
        "shape": list(x.shape),
        "values": [float(f"{v:.9g}") if x.dtype.kind == "f" else int(v) for v in x.ravel()],
    }


def optional(x):
    return None if x is None else array(x)


def plain(x):
    """A config as JSON keeps it."""
    return json.loads(json.dumps(x, default=lambda v: v.tolist() if hasattr(v, "tolist") else v))


def write(name, cases):
    lines = ",\n".join(json.dumps(case) for case in cases)
    head = f'{{"keras": "{keras.__version__}", "backend": "{keras.backend.backend()}", "cases": [\n'
    (FOLDER / f"{name}.json").write_text(head + lines + "\n]}\n")


# ---- labels and predictions ---------------------------------------------------------------------


def softmax(x):
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def numbers(seed, shape=(6, 3)):
    r = rng(seed)
    return r.normal(size=shape).astype("float32"), r.normal(size=shape).astype("float32")


def positive(seed, shape=(6, 3)):
    r = rng(seed)
    return r.uniform(0, 2, shape).astype("float32"), r.uniform(0.1, 2, shape).astype("float32")


def binary(seed, shape=(6, 3)):
    r = rng(seed)
    p = r.uniform(size=shape).astype("float32")
    p.ravel()[:3] = [0, 1, 0.5]
    return r.integers(0, 2, shape).astype("int32"), p


def one_hot(seed, shape=(6, 4)):
    r = rng(seed)
    y = np.eye(shape[-1])[r.integers(0, shape[-1], shape[:-1])]
    return y.astype("float32"), softmax(r.normal(size=shape)).astype("float32")


def sparse(seed, shape=(6, 4)):
    r = rng(seed)
    y = r.integers(0, shape[-1], shape[:-1])
    return y.astype("int32"), softmax(r.normal(size=shape)).astype("float32")


def logits(make):
    def made(seed, *args):
        y, p = make(seed, *args)
        return y, rng(seed + "logits").normal(size=p.shape).astype("float32") * 2

    return made


def vectors(seed):
    r = rng(seed)
    p = r.normal(size=(6, 4))
    return r.integers(0, 3, 6).astype("int32"), (p / np.linalg.norm(p, axis=1, keepdims=True)).astype("float32")


def sequences(seed):
    r = rng(seed)
    y = np.array([[1, 2, 2], [3, 0, 0], [1, 1, 0], [2, 3, 1]], "int32")
    return y, r.normal(size=(4, 8, 4)).astype("float32")


# ---- losses -------------------------------------------------------------------------------------

LOSSES = [
    ("MeanSquaredError", {}, numbers),
    ("MeanSquaredError", {"reduction": "sum", "name": "mine"}, numbers),
    ("MeanSquaredError", {"reduction": "none"}, numbers),
    ("MeanSquaredError", {"reduction": None}, numbers),
    ("MeanSquaredError", {"reduction": "mean_with_sample_weight"}, numbers),
    ("MeanSquaredError", {}, lambda s: (numbers(s)[0][:, 0], numbers(s)[1][:, :1])),
    ("MeanAbsoluteError", {}, numbers),
    ("MeanAbsolutePercentageError", {}, numbers),
    ("MeanSquaredLogarithmicError", {}, positive),
    ("CosineSimilarity", {}, numbers),
    ("CosineSimilarity", {"axis": 0}, lambda s: numbers(s, (6, 6))),
    ("Huber", {}, numbers),
    ("Huber", {"delta": 0.3}, numbers),
    ("LogCosh", {}, numbers),
    ("Hinge", {}, lambda s: (binary(s)[0], numbers(s)[0])),
    ("Hinge", {}, lambda s: (binary(s)[0] * 2 - 1, numbers(s)[0])),
    ("SquaredHinge", {}, lambda s: (binary(s)[0], numbers(s)[0])),
    ("CategoricalHinge", {}, one_hot),
    ("BinaryCrossentropy", {}, binary),
    ("BinaryCrossentropy", {"from_logits": True}, logits(binary)),
    ("BinaryCrossentropy", {"label_smoothing": 0.2}, binary),
    ("BinaryCrossentropy", {"axis": 0}, lambda s: binary(s, (6, 6))),
    ("BinaryCrossentropy", {}, lambda s: (binary(s)[0][:, 0], binary(s)[1][:, :1])),
    ("BinaryFocalCrossentropy", {}, binary),
    ("BinaryFocalCrossentropy", {"apply_class_balancing": True, "alpha": 0.4, "gamma": 1.5}, binary),
    ("BinaryFocalCrossentropy", {"from_logits": True, "label_smoothing": 0.1}, logits(binary)),
    ("CategoricalCrossentropy", {}, one_hot),
    ("CategoricalCrossentropy", {"from_logits": True}, logits(one_hot)),
    ("CategoricalCrossentropy", {"label_smoothing": 0.1}, one_hot),
    ("CategoricalCrossentropy", {"axis": 0}, lambda s: one_hot(s, (6, 6))),
    ("CategoricalFocalCrossentropy", {}, one_hot),
    ("CategoricalFocalCrossentropy", {"alpha": 0.5, "gamma": 3.0, "label_smoothing": 0.1}, one_hot),
    ("CategoricalFocalCrossentropy", {"from_logits": True}, logits(one_hot)),
    ("CategoricalGeneralizedCrossEntropy", {}, sparse),
    ("CategoricalGeneralizedCrossEntropy", {"q": 0.3}, sparse),
    ("SparseCategoricalCrossentropy", {}, sparse),
    ("SparseCategoricalCrossentropy", {"from_logits": True}, logits(sparse)),
    ("SparseCategoricalCrossentropy", {"ignore_class": 1}, sparse),
    ("SparseCategoricalCrossentropy", {"ignore_class": 1, "reduction": "sum"}, sparse),
    ("SparseCategoricalCrossentropy", {"ignore_class": -1}, lambda s: (sparse(s)[0] - 1, sparse(s)[1])),
    ("SparseCategoricalCrossentropy", {}, lambda s: (sparse(s)[0][:, None], sparse(s)[1])),
    ("KLDivergence", {}, lambda s: (softmax(numbers(s)[0]), softmax(numbers(s)[1]))),
    ("Poisson", {}, positive),
    ("Dice", {}, binary),
    ("Dice", {"axis": [1]}, binary),
    ("Tversky", {}, binary),
    ("Tversky", {"alpha": 0.3, "beta": 0.7, "axis": [1]}, binary),
    ("Circle", {}, vectors),
    ("Circle", {"gamma": 10.0, "margin": 0.2, "remove_diagonal": False}, vectors),
    ("CTC", {}, sequences),
]


def losses_objects():
    for number, (name, config, make) in enumerate(LOSSES):
        y_true, y_pred = make(f"{name}{number}")
        given = {k: tuple(v) if isinstance(v, list) else v for k, v in config.items()}
        loss = getattr(keras.losses, name)(**given)
        values = loss.call(
            keras.ops.convert_to_tensor(y_true, "float32"), keras.ops.convert_to_tensor(y_pred, "float32")
        )
        weights = [None]
        if values.ndim == 1:
            weights += [rng("weights").uniform(0, 2, len(values)).astype("float32")]
            weights += [weights[1][:, None], np.zeros(len(values), "float32")]
        for w in weights[: 4 if number < 6 else 2]:
            yield {
                "class_name": name,
                "config": config,
                "y_true": array(y_true),
                "y_pred": array(y_pred),
                "sample_weight": optional(w),
                "expected": array(loss(y_true, y_pred, w)),
                "expected_config": plain(loss.get_config()),
            }


# ---- metrics ------------------------------------------------------------------------------------


def accurate(seed):
    y = rng(seed).integers(0, 3, (6, 2))
    return y.astype("int32"), np.where(rng(seed + "p").uniform(size=y.shape) < 0.5, y, 0).astype("float32")


def sorted_ids(seed):
    r = rng(seed)
    return r.integers(0, 4, 6).astype("int32"), np.stack([r.permutation(4) for _ in range(6)]).astype("float32")


def column(seed):
    y, p = binary(seed, (40, 1))
    return y, p


def many(seed):
    return binary(seed, (40, 3))


def multi_hot(seed):
    r = rng(seed)
    return r.integers(0, 2, (6, 4)).astype("float32"), softmax(r.normal(size=(6, 4))).astype("float32")


def images(seed):
    return sparse(seed, (3, 5, 4))


METRICS = [
    ("Accuracy", {}, accurate),
    ("Accuracy", {"name": "mine"}, lambda s: (accurate(s)[0][:, 0], accurate(s)[1][:, :1])),
    ("BinaryAccuracy", {}, binary),
    ("BinaryAccuracy", {"threshold": 0.3}, column),
    ("CategoricalAccuracy", {}, one_hot),
    ("CategoricalAccuracy", {}, lambda s: one_hot(s, (3, 5, 4))),
    ("SparseCategoricalAccuracy", {}, sparse),
    ("SparseCategoricalAccuracy", {}, lambda s: (sparse(s)[0][:, None], sparse(s)[1])),
    ("SparseCategoricalAccuracy", {}, images),
    ("TopKCategoricalAccuracy", {"k": 2}, one_hot),
    ("TopKCategoricalAccuracy", {}, lambda s: one_hot(s, (6, 8))),
    ("SparseTopKCategoricalAccuracy", {"k": 2}, sparse),
    ("SparseTopKCategoricalAccuracy", {"k": 2}, images),
    ("SparseTopKCategoricalAccuracy", {"k": 2, "from_sorted_ids": True}, sorted_ids),
    ("MeanSquaredError", {}, numbers),
    ("MeanSquaredError", {"dtype": "float32"}, lambda s: numbers(s, (4, 3, 2))),
    ("RootMeanSquaredError", {}, numbers),
    ("MeanAbsoluteError", {}, numbers),
    ("MeanAbsolutePercentageError", {}, numbers),
    ("MeanSquaredLogarithmicError", {}, positive),
    ("CosineSimilarity", {}, numbers),
    ("LogCoshError", {}, numbers),
    ("R2Score", {}, numbers),
    ("R2Score", {"class_aggregation": "variance_weighted_average", "num_regressors": 2}, numbers),
    ("R2Score", {"class_aggregation": None}, numbers),
    ("R2Score", {"num_regressors": 100}, numbers),
    ("Hinge", {}, lambda s: (binary(s)[0], numbers(s)[0])),
    ("SquaredHinge", {}, lambda s: (binary(s)[0], numbers(s)[0])),
    ("CategoricalHinge", {}, one_hot),
    ("BinaryCrossentropy", {}, binary),
    ("BinaryCrossentropy", {"from_logits": True, "label_smoothing": 0.1}, logits(binary)),
    ("CategoricalCrossentropy", {}, one_hot),
    ("CategoricalCrossentropy", {"from_logits": True, "label_smoothing": 0.1}, logits(one_hot)),
    ("SparseCategoricalCrossentropy", {}, sparse),
    ("SparseCategoricalCrossentropy", {"from_logits": True, "ignore_class": 2}, logits(sparse)),
    ("KLDivergence", {}, lambda s: (softmax(numbers(s)[0]), softmax(numbers(s)[1]))),
    ("Poisson", {}, positive),
    ("PearsonCorrelation", {}, numbers),
    ("ConcordanceCorrelation", {"axis": 0}, lambda s: numbers(s, (6, 6))),
    ("TruePositives", {"name": "n"}, binary),
    ("FalsePositives", {"thresholds": 0.3, "name": "n"}, binary),
    ("TrueNegatives", {"thresholds": [0.1, 0.6], "name": "n"}, binary),
    ("FalseNegatives", {"thresholds": [0.0, 0.25, 0.5, 0.75, 1.0], "name": "n"}, binary),
    ("Precision", {"name": "n"}, binary),
    ("Precision", {"name": "n"}, column),
    ("Precision", {"thresholds": [0.2, 0.7], "name": "n"}, binary),
    ("Precision", {"top_k": 2, "name": "n"}, multi_hot),
    ("Precision", {"top_k": 2, "class_id": 1, "name": "n"}, multi_hot),
    ("Recall", {"name": "n"}, binary),
    ("Recall", {"top_k": 1, "name": "n"}, multi_hot),
    ("Recall", {"class_id": 2, "thresholds": 0.4, "name": "n"}, binary),
    ("SensitivityAtSpecificity", {"specificity": 0.5, "name": "n"}, column),
    ("SensitivityAtSpecificity", {"specificity": 0.5, "num_thresholds": 1, "name": "n"}, column),
    ("SpecificityAtSensitivity", {"sensitivity": 0.4, "num_thresholds": 20, "name": "n"}, many),
    ("PrecisionAtRecall", {"recall": 0.6, "class_id": 1, "name": "n"}, many),
    ("RecallAtPrecision", {"precision": 0.4, "name": "n"}, column),
    ("AUC", {"name": "n"}, column),
    ("AUC", {"name": "n", "num_thresholds": 11, "summation_method": "minoring"}, many),
    ("AUC", {"name": "n", "num_thresholds": 11, "summation_method": "majoring"}, many),
    ("AUC", {"name": "n", "curve": "PR"}, column),
    ("AUC", {"name": "n", "curve": "PR", "summation_method": "majoring"}, column),
    ("AUC", {"name": "n", "curve": "PRGAIN", "num_thresholds": 20}, column),
    ("AUC", {"name": "n", "thresholds": [0.7, 0.1, 0.4]}, column),
    ("AUC", {"name": "n", "multi_label": True}, many),
    ("AUC", {"name": "n", "multi_label": True, "num_labels": 3, "curve": "PR"}, many),
    ("AUC", {"name": "n", "multi_label": True, "label_weights": [0.2, 0.5, 1.0]}, many),
    ("AUC", {"name": "n", "label_weights": [0.2, 0.5, 1.0]}, many),
    ("AUC", {"name": "n", "from_logits": True}, logits(column)),
    ("F1Score", {}, multi_hot),
    ("F1Score", {"average": "micro", "threshold": 0.3}, multi_hot),
    ("F1Score", {"average": "macro"}, one_hot),
    ("FBetaScore", {"average": "weighted", "beta": 2.0, "threshold": 0.25}, multi_hot),
    ("IoU", {"num_classes": 4, "target_class_ids": [0, 2], "sparse_y_pred": False, "name": "n"}, sparse),
    ("BinaryIoU", {"threshold": 0.4, "name": "n"}, binary),
    ("BinaryIoU", {"target_class_ids": [1], "name": "n", "dtype": "float32"}, binary),
    ("MeanIoU", {"num_classes": 3, "ignore_class": 1, "name": "n"}, accurate),
    ("OneHotIoU", {"num_classes": 4, "target_class_ids": [1], "name": "n"}, one_hot),
    ("OneHotMeanIoU", {"num_classes": 4, "name": "n", "dtype": "float32"}, one_hot),
]


def updated(metric, batches):
    for y_true, y_pred, weight in batches:
        metric.update_state(y_true, y_pred, weight)
    return metric.result()


def sample_weights(name, y_true, y_pred):
    weights = rng("weights").uniform(0, 2, len(y_true)).astype("float32")
    if "IoU" in name:
        return np.repeat(weights.round()[:, None], y_pred[0].size if y_true.ndim == 2 and "OneHot" not in name else 1, 1)
    return weights


def metrics_objects():
    for number, (name, config, make) in enumerate(METRICS):
        batches = [make(f"{name}{number}{i}") for i in range(2)]
        for weighted in (False, True):
            if weighted and batches[0][0].ndim > 2:
                continue
            given = [(y, p, sample_weights(name, y, p) if weighted else None) for y, p in batches]
            metric = getattr(keras.metrics, name)(**config)
            try:
                result = updated(metric, given)
            except Exception as error:
                print(name, config, "weighted" if weighted else "", "->", str(error).splitlines()[0])
                continue
            yield {
                "class_name": name,
                "config": config,
                "batches": [
                    {"y_true": array(y), "y_pred": array(p), "sample_weight": optional(w)} for y, p, w in given
                ],
                "variables": [v.name for v in metric.variables],
                "expected": array(result),
                "expected_config": plain(metric.get_config()),
            }


# ---- regularizers, constraints ------------------------------------------------------------------


def of_weights(module, cases):
    for number, (name, config, shape) in enumerate(cases):
        made = getattr(module, name)(**config)
        x = rng(f"{name}{number}").normal(size=shape).astype("float32")
        yield {
            "class_name": name,
            "config": config,
            "x": array(x),
            "expected": array(made(keras.ops.convert_to_tensor(x))),
            "expected_config": plain(made.get_config()),
        }


def regularizers_objects():
    return of_weights(
        keras.regularizers,
        [
            ("L1", {}, (3, 4)),
            ("L1", {"l1": 0.2}, (3, 4)),
            ("L2", {}, (3, 4)),
            ("L2", {"l2": 0.3}, (2, 3, 4)),
            ("L1L2", {}, (3, 4)),
            ("L1L2", {"l1": 0.1, "l2": 0.2}, (3, 4)),
            ("OrthogonalRegularizer", {}, (3, 4)),
            ("OrthogonalRegularizer", {"factor": 0.5, "mode": "columns"}, (5, 3)),
        ],
    )


def constraints_objects():
    return of_weights(
        keras.constraints,
        [
            ("MaxNorm", {}, (3, 4)),
            ("MaxNorm", {"max_value": 0.5, "axis": 1}, (3, 4)),
            ("MaxNorm", {"max_value": 1, "axis": [0, 1, 2]}, (2, 3, 4, 2)),
            ("MinMaxNorm", {}, (3, 4)),
            ("MinMaxNorm", {"min_value": 0.8, "max_value": 1.2, "rate": 0.5, "axis": 1}, (3, 4)),
            ("NonNeg", {}, (3, 4)),
            ("UnitNorm", {}, (3, 4)),
            ("UnitNorm", {"axis": [0, 1]}, (3, 4, 2)),
        ],
    )


# ---- optimizers ---------------------------------------------------------------------------------


def optimizers_objects():
    accumulate = {"gradient_accumulation_steps": 2, "weight_decay": 0.1, "global_clipnorm": 1.0}
    cases = [
        ("Lion", {}),
        ("Lion", {"learning_rate": 0.1, "beta_1": 0.8, "beta_2": 0.7, "weight_decay": 0.1}),
        ("Lamb", {}),
        ("Lamb", {"learning_rate": 0.1, "epsilon": 1e-3, **accumulate}),
        ("Adafactor", {}),
        ("Adafactor", {"learning_rate": 0.9, "beta_2_decay": -0.5, "epsilon_1": 1e-3, "epsilon_2": 0.1}),
        ("Adafactor", {"clip_threshold": 0.5, "relative_step": False, **accumulate}),
        ("Ftrl", {"learning_rate": 0.1}),
        ("Ftrl", {"learning_rate": 0.1, "learning_rate_power": -0.7, "l1_regularization_strength": 0.5}),
        ("Ftrl", {"l2_regularization_strength": 0.2, "l2_shrinkage_regularization_strength": 0.1, "beta": 0.3}),
        ("Ftrl", {"learning_rate": 0.1, "initial_accumulator_value": 0.0, **accumulate}),
        ("Muon", {}),
        ("Muon", {"learning_rate": 0.1, "nesterov": False, "rms_rate": None, "ns_steps": 2, "adam_lr_ratio": 0.5}),
        ("Muon", {"exclude_layers": ["den.e/kernel"], "adam_weight_decay": None, "exclude_embeddings": False}),
        ("Muon", {"learning_rate": 0.1, **accumulate}),
        ("ScheduleFreeAdamW", {}),
        ("ScheduleFreeAdamW", {"learning_rate": 0.1, "beta_1": 0.8, "warmup_steps": 2, "use_ema": True}),
    ]
    shapes = {"dense/kernel": (4, 3), "embedding/embeddings": (3, 5), "dense/bias": (3,), "conv/kernel": (2, 2, 3)}
    for number, (name, config) in enumerate(cases):
        r = rng(f"{name}{number}")
        variables = []
        for path, shape in shapes.items():
            variable = keras.Variable(r.normal(size=shape).astype("float32"), name=path.split("/")[1])
            variable._path = path
            variables.append(variable)
        start = [array(v) for v in variables]
        steps = [[r.normal(size=s).astype("float32") for s in shapes.values()] for _ in range(4)]
        made = getattr(keras.optimizers, name)(**config)
        for gradients in steps:
            made.apply([keras.ops.convert_to_tensor(g) for g in gradients], variables)
        yield {
            "class_name": name,
            "config": config,
            "variables": [{"path": p, "value": v} for p, v in zip(shapes, start)],
            "gradients": [[array(g) for g in gradients] for gradients in steps],
            "expected": [array(v) for v in variables],
            "state": [{"name": v.name, "value": array(v)} for v in made.variables],
            "expected_config": plain(made.get_config()),
        }


# ---- initializers -------------------------------------------------------------------------------


def initializers_objects():
    cases = [
        ("Zeros", {}, (2, 3)),
        ("Ones", {}, (2, 3)),
        ("Constant", {"value": 1.5}, (2, 3)),
        ("Constant", {"value": 2}, (2,)),
        ("Identity", {}, (3, 3)),
        ("Identity", {"gain": 0.5}, (2, 4)),
        ("STFT", {}, (8, 1, 5)),
        ("STFT", {"side": "imag", "window": "hamming", "scaling": "spectrum", "periodic": True}, (8, 1, 5)),
        ("STFT", {"window": None, "scaling": None}, (6, 1, 4)),
    ]
    for name, config, shape in cases:
        made = getattr(keras.initializers, name)(**config)
        yield {
            "class_name": name,
            "config": config,
            "expected": array(made(shape, dtype="float32")),
            "expected_config": plain(made.get_config()),
        }
    scaled = ["GlorotUniform", "GlorotNormal", "HeUniform", "HeNormal", "LecunUniform", "LecunNormal"]
    random = [(name, {"seed": 3}) for name in scaled]
    random += [(scaled[0], {}), (scaled[2], {"input_axes": [0], "output_axes": [1, 2]})]
    random += [
        ("RandomNormal", {"mean": 1.0, "stddev": 0.2, "seed": 1}),
        ("TruncatedNormal", {"seed": 1}),
        ("RandomUniform", {"minval": -1.0, "maxval": 2.0}),
        ("Orthogonal", {"gain": 2.0, "seed": 4}),
        ("VarianceScaling", {"scale": 2.0, "mode": "fan_out", "distribution": "normal"}),
        ("VarianceScaling", {"distribution": "Uniform", "mode": "fan_avg"}),
        ("VarianceScaling", {"distribution": "untruncated_normal", "input_axes": [2], "output_axes": [0]}),
    ]
    shape = (20, 30, 40)
    for name, config in random:
        made = getattr(keras.initializers, name)(**config)
        values = np.asarray(made(shape, dtype="float32"))
        yield {
            "class_name": name,
            "config": config,
            "shape": list(shape),
            "mean": float(values.mean()),
            "stddev": float(values.std()),
            "largest": float(np.abs(values).max()),
            "expected_config": plain(made.get_config()),
        }


def main():
    wanted = sys.argv[1:]
    for name, function in list(globals().items()):
        if name.endswith("_objects") and inspect.isfunction(function) and (not wanted or name in wanted):
            write(name, list(function()))


main()
