#!/usr/bin/env python3
"""Writes tests/golden/quantized.json: what Keras's quantized layers and quantizers answer (KERAS_BACKEND=jax, 3.15.1).

A case of "layers" is {"layer", "shape", "weights", "config", "saved", "lora", "stored", "inputs", "arguments",
"output", "gradient"}: the layer as Keras saves it and the shape that it is built for; its weights; what `quantize`
is given; the layer as it is saved then; the matrices of a low-rank change or null; what files hold then, in order; a
call; and the gradient of sum(output^2) for the input. "training" has {"layer", "weights", "inputs", "variables",
"gradients"} in float8, of sum(output^2) in training. "functions" has {"name", "arguments", "kwargs", "expected"},
"policies" what a name or a saved policy is saved as again.
"""

import json

import jax
import keras
import numpy as np
from golden_record import FOLDER, to_json
from keras import layers, ops, quantizers
from keras.quantizers import AbsMaxQuantizer, Float8QuantizationConfig, Int4QuantizationConfig, Int8QuantizationConfig

rng = np.random.default_rng(7)
save = keras.saving.serialize_keras_object
numpy = ops.convert_to_numpy


def as_json(x):
    if isinstance(x, dict):
        return "{" + ", ".join(f"{json.dumps(k)}: {as_json(v)}" for k, v in x.items()) + "}"
    if isinstance(x, (list, tuple)):
        return "[" + ", ".join(map(as_json, x)) + "]"
    return json.dumps(x) if x is None or isinstance(x, (str, int, float, bool)) else to_json(np.asarray(x))


def drawn(shape):
    return rng.normal(0, 1.5, shape).round(3).astype("float32")


def stored(layer):
    store = {}
    layer.save_own_variables(store)
    return [np.asarray(numpy(store[str(i)])) for i in range(len(store))]


def total_of(layer, call):
    trainable = [v.value for v in layer.trainable_variables]
    rest = [v.value for v in layer.non_trainable_variables]

    def total(trainable, x):
        y, _ = layer.stateless_call(trainable, rest, x, **call)
        return ops.sum(ops.square(ops.cast(y, "float32")))

    return total, trainable


def layer_case(make, x, config, lora=None, **call):
    layer = make()
    layer.build(x.shape)
    layer.set_weights([drawn(v.shape) for v in layer.weights])
    case = {"layer": save(layer), "shape": list(x.shape), "weights": [numpy(w) for w in layer.weights],
            "config": save(config)}
    layer.quantize(config=config)
    case["saved"] = save(layer)
    if lora:
        layer.enable_lora(lora)
        matrices = [w for w in layer.weights if "lora" in w.path]
        for w in matrices:
            w.assign(drawn(w.shape) * 0.3)
    case["lora"] = [numpy(w) for w in matrices] if lora else None
    case |= {"stored": stored(layer), "inputs": x, "arguments": call}
    case["output"] = numpy(layer(x, **call))
    if x.dtype == np.float32 and layer.compute_dtype == "float32":
        total, trainable = total_of(layer, call)
        case["gradient"] = np.asarray(jax.grad(total, argnums=1)(trainable, x))
    return case


def layer_cases():
    per_channel = Int4QuantizationConfig(block_size=None)
    rounded = Int4QuantizationConfig(activation_quantizer=AbsMaxQuantizer(), block_size=-1)
    own = Int8QuantizationConfig(AbsMaxQuantizer(axis=0, value_range=(-100, 100)), AbsMaxQuantizer(epsilon=1e-3))
    configs = [Int8QuantizationConfig(), Int8QuantizationConfig(activation_quantizer=None), per_channel, rounded,
               Int4QuantizationConfig(block_size=2), Int4QuantizationConfig(block_size=128)]
    x, tokens = drawn((3, 5)), rng.integers(0, 6, (2, 3)).astype("int32")
    for config in [*configs, own]:
        yield layer_case(lambda: layers.Dense(7, activation="relu"), x, config)
    for config in configs[:5]:
        yield layer_case(lambda: layers.EinsumDense("abc,cde->abde", (None, 3, 2), bias_axes="de"), drawn((2, 3, 5)),
                         config)
        yield layer_case(lambda: layers.Dense(4, use_bias=False), drawn((2, 3, 5)), config, lora=2)
        yield layer_case(lambda: layers.EinsumDense("abc,bcd->ad", (3,)), drawn((2, 3, 4)), config, lora=1)
        for lora in (None, 2):
            yield layer_case(lambda: layers.Embedding(6, 5, mask_zero=True), tokens, config,
                             lora=lora if config.mode == "int8" else None)
        for tied in (True, False):
            make = lambda: layers.ReversibleEmbedding(6, 5, tie_weights=tied, logit_soft_cap=4.0)
            yield layer_case(make, tokens, config)
            yield layer_case(make, x, config, reverse=True)
    for config in configs[:5]:
        yield layer_case(lambda: layers.Dense(7, dtype="mixed_bfloat16"), x, config)
        yield layer_case(lambda: layers.EinsumDense("ab,bcd->acd", (2, 3), dtype="mixed_bfloat16"), x, config)
        yield layer_case(lambda: layers.Embedding(6, 5, dtype="mixed_bfloat16"), tokens, config)
        yield layer_case(lambda: layers.ReversibleEmbedding(6, 5, dtype="mixed_bfloat16"), x, config, reverse=True)
    yield layer_case(lambda: layers.Dense(7), x, Float8QuantizationConfig())
    yield layer_case(lambda: layers.EinsumDense("...b,bc->...c", (3,), bias_axes="c"), x, Float8QuantizationConfig())


def training_case(layer, x):
    layer.build(x.shape)
    for v in layer.trainable_variables:
        scale = "scale" in v.path
        v.assign(rng.uniform(0.01, 0.1, v.shape) if scale else np.abs(drawn(v.shape)))
    case = {"layer": save(layer), "weights": [numpy(v) for v in layer.trainable_variables], "inputs": x,
            "variables": [v.name for v in layer.trainable_variables]}
    total, trainable = total_of(layer, {"training": True})
    case["gradients"] = [np.asarray(g) for g in jax.grad(total)(trainable, x)]
    return case


def training_cases():
    policy = keras.dtype_policies.QuantizedFloat8DTypePolicy("float8", "float32", amax_history_length=3)
    mixed = keras.dtype_policies.QuantizedFloat8DTypePolicy("float8", "mixed_bfloat16", amax_history_length=1)
    for dtype in (policy, mixed):
        yield training_case(layers.Dense(3, dtype=dtype), drawn((4, 5)))
        yield training_case(layers.EinsumDense("abc,cd->abd", (None, 3), bias_axes="d", dtype=dtype), drawn((2, 3, 4)))


def function_case(name, arguments, **kwargs):
    result = getattr(keras.src.quantizers, name)(*arguments, **kwargs)
    results = result if isinstance(result, tuple) else (result,)
    expected = [numpy(r) if hasattr(r, "dtype") else list(r) if isinstance(r, tuple) else r for r in results]
    kwargs = {k: str(v) if k == "dtype" else v for k, v in kwargs.items()}
    return {"name": name, "arguments": arguments, "kwargs": kwargs, "expected": expected}


def function_cases():
    x = drawn((5, 4))
    yield function_case("abs_max_quantize", [x], axis=0)
    yield function_case("abs_max_quantize", [x], axis=-1, value_range=(-8, 7), epsilon=0.01)
    for to_numpy in (False, True):
        for block_size in (2, 3, 128):
            yield function_case("abs_max_quantize_grouped_with_zero_point", [x], block_size=block_size,
                                to_numpy=to_numpy)
    whole = rng.integers(-8, 8, (5, 3)).astype("int8")
    for axis in (0, 1, -1):
        yield function_case("pack_int4", [whole], axis=axis)
        packed = quantizers.pack_int4(whole, axis=axis)[0]
        yield function_case("unpack_int4", [numpy(packed)], orig_len=whole.shape[axis], axis=axis)
    positive = rng.integers(0, 16, (5, 3)).astype("uint8")
    yield function_case("pack_int4", [positive], axis=0, dtype="uint8")
    yield function_case("unpack_int4", [numpy(quantizers.pack_int4(positive, dtype="uint8")[0])], orig_len=5, axis=0,
                        dtype="uint8")
    for kwargs in ({}, {"symmetric": True}, {"per_channel": True}, {"per_channel": True, "group_size": 3},
                   {"per_channel": True, "symmetric": True, "signed": True}, {"signed": True, "epsilon": 0.1}):
        yield function_case("compute_quantization_parameters", [x], bits=4, **kwargs)
    scale, zero, maxq = keras.src.quantizers.compute_quantization_parameters(x, bits=4, per_channel=True, group_size=2)
    groups = np.array([0, 0, 1, 1], "float32")
    values = keras.src.quantizers.quantize_with_sz_map(x, scale, zero, groups, maxq)
    yield function_case("quantize_with_sz_map", [x, numpy(scale), numpy(zero), groups, numpy(maxq)])
    yield function_case("dequantize_with_sz_map", [numpy(values), numpy(scale), numpy(zero), groups])
    for amax in (3.0, 0.0, np.inf):
        yield function_case("compute_float8_scale", [np.float32(amax), np.float32(0.5), np.float32(448)])
    yield function_case("compute_float8_amax_history", [x, np.array([1, 2, 3], "float32")])
    wide = (drawn((40,)) * np.float32(10.0) ** rng.integers(-6, 4, 40)).astype("float32")
    for dtype in ("float8_e4m3fn", "float8_e5m2"):
        for compute in ("float32", "bfloat16"):
            yield function_case("quantize_and_dequantize", [ops.cast(wide, compute), np.float32(1.5)],
                                quantized_dtype=dtype, compute_dtype=compute)
    for kwargs in ({}, {"num_bits": 4}, {"narrow_range": True, "num_bits": 3}):
        yield function_case("fake_quant_with_min_max_vars", [x, np.float32(-1.2), np.float32(2.1)], **kwargs)
    yield function_case("fake_quant_with_min_max_vars", [x, drawn((4,)) - 3, drawn((4,)) + 3], axis=1)


def policies():
    get = keras.dtype_policies.get
    for name in ("float32", "mixed_bfloat16", "int8_from_float32", "int8_from_mixed_bfloat16", "int4_from_float32",
                 "int4/128_from_float32", "int4/-1_from_bfloat16", "float8_from_mixed_bfloat16"):
        policy = get(name)
        yield {"policy": name, "saved": save(policy), "name": policy.name, "compute_dtype": policy.compute_dtype,
               "variable_dtype": policy.variable_dtype, "quantization_mode": policy.quantization_mode}
    policy = keras.dtype_policies.DTypePolicyMap(get("float32"), {"encoder/.*": get("int8_from_float32")})
    yield {"policy": save(policy), "saved": save(policy), "name": policy.name, "compute_dtype": policy.compute_dtype,
           "variable_dtype": policy.variable_dtype, "quantization_mode": policy.quantization_mode}


def main():
    parts = {"layers": layer_cases(), "training": training_cases(), "functions": function_cases(),
             "policies": policies()}
    head = f'{{"keras": "{keras.__version__}", "backend": "{keras.backend.backend()}",\n'
    text = ",\n".join(f'"{name}": [\n' + ",\n".join(map(as_json, cases)) + "\n]" for name, cases in parts.items())
    (FOLDER / "quantized.json").write_text(head + text + "}\n")


main()
