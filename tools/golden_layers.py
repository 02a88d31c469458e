#!/usr/bin/env python3
"""Writes tests/golden/layers/*.json: what Keras's layers answer (KERAS_BACKEND=jax, Keras 3.15.1).

A case is {"layer", "inputs", "mask", "training", "weights", "output", "weights_after", "gradient",
"loss", "output_shape"}: the layer as Keras saves it, its weights before and after the call, the gradient of
sum(output^2) for the first input, the losses it adds, and the shape for a symbolic batch (None).
"""

import json
import sys
import zlib

import jax
import keras
import numpy as np
from golden_layer_cases import CASES
from golden_record import FOLDER, to_json
from keras import layers, ops


def as_json(x):
    """`to_json` with full escapes for the configs."""
    return json.dumps(x) if isinstance(x, dict) and "class_name" in x else to_json(x)


def drawn(rng, shape, dtype, high=None):
    if dtype.startswith("int") or dtype == "uint8":
        return rng.integers(0, high or 5, shape).astype(dtype)
    return rng.normal(0, 1.5, shape).round(2).astype(dtype)


def arrays(rng, spec):
    """Inputs by shape, (shape, dtype), (shape, dtype, high) or as they are."""
    if isinstance(spec, np.ndarray):
        return spec
    if isinstance(spec, tuple) and spec and isinstance(spec[0], tuple):
        return drawn(rng, *spec)
    return drawn(rng, spec, "float32")


def symbolic_shape(layer, inputs):
    copy = type(layer).from_config(layer.get_config())
    given = [keras.Input(batch_shape=(None,) + x.shape[1:], dtype=str(x.dtype)) for x in inputs]
    return list(copy(given if len(given) > 1 else given[0]).shape)


def gradient(layer, inputs, training, mask):
    trainable = [v.value for v in layer.trainable_variables]
    rest = [v.value for v in layer.non_trainable_variables]
    kwargs = {} if mask is None else {"mask": mask}
    if training is not None:
        kwargs["training"] = training

    def total(x):
        given = [x, *inputs[1:]] if len(inputs) > 1 else x
        y, _ = layer.stateless_call(trainable, rest, given, **kwargs)
        return ops.sum(ops.square(ops.cast(y, "float32")))

    return np.asarray(jax.grad(total)(inputs[0]))


def takes_training(layer):
    return layer._call_has_training_arg


def recorded(name, kwargs, specs, training=False, mask=None, adapt=None):
    rng = np.random.default_rng(zlib.crc32(repr((name, kwargs, training)).encode()))
    inputs = [arrays(rng, spec) for spec in (specs if isinstance(specs, list) else [specs])]
    layer = getattr(layers, name)(**kwargs)
    if adapt is not None:
        layer.adapt(adapt)
    given = inputs if len(inputs) > 1 else inputs[0]
    if not layer.built:
        layer.build([x.shape for x in inputs] if len(inputs) > 1 else inputs[0].shape)
    variables = [v for v in layer.variables if "seed" not in v.path]
    for variable in variables:
        if "float" in str(variable.dtype) and adapt is None:
            variable.assign(rng.uniform(0.5, 1.5, variable.shape).round(2))
    if hasattr(layer, "finalize_state"):
        layer.finalize_state()
    before = [np.asarray(ops.convert_to_numpy(v.value)) for v in variables]
    call = {"training": training} if takes_training(layer) else {}
    if mask is not None:
        call["mask"] = mask
    case = {"layer": keras.saving.serialize_keras_object(layer), "inputs": inputs, "mask": mask,
            "training": training, "weights": before}
    if str(inputs[0].dtype) == "float32" and layer.compute_dtype == "float32":
        case["gradient"] = gradient(layer, inputs, call.get("training"), mask)
    case["output"] = np.asarray(ops.convert_to_numpy(layer(given, **call)))
    case["weights_after"] = [np.asarray(ops.convert_to_numpy(v.value)) for v in variables]
    case["loss"] = float(sum(layer.losses))
    case["output_shape"] = symbolic_shape(layer, inputs)
    return "{" + ", ".join(f'"{key}": {as_json(value)}' for key, value in case.items()) + "}"


def main():
    folder = FOLDER / "layers"
    folder.mkdir(exist_ok=True)
    for name, cases in CASES.items():
        if len(sys.argv) > 1 and name not in sys.argv[1:]:
            continue
        lines = [recorded(name, *(case if isinstance(case, tuple) else (case,))) for case in cases]
        head = f'{{"keras": "{keras.__version__}", "backend": "{keras.backend.backend()}", "cases": [\n'
        (folder / f"{name}.json").write_text(head + ",\n".join(lines) + "\n]}\n")


main()
