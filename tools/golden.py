"""Writes tests/golden/*.json: what Keras answers, for the tests to compare with.

    KERAS_BACKEND=jax python tools/golden.py [group ...]

Needs keras (with jax) and numpy. tests/golden/README.md describes the files.
"""

import json
import os
import sys

os.environ.setdefault("KERAS_BACKEND", "jax")

import keras
import numpy as np
from golden_record import FOLDER, Draw, Group, as_dtype, f32
from keras import ops

DTYPES = (
    "bool uint8 uint16 uint32 uint64 int8 int16 int32 int64 "
    "float16 bfloat16 float32 float64 float8_e4m3fn float8_e5m2"
).split()
INF, NAN = float("inf"), float("nan")
EDGES = [NAN, INF, -INF, 0.0, -0.0, 1.0, -1.0]


# ---- one group of ops = one file ----------------------------------------------------------------


def unary(group, op, low=-2.0, high=2.0, edges=True, dtypes="float64 float16 bfloat16 int32 uint8 bool"):
    draw = Draw(op)
    group.add(op, draw.floats(2, 3, low=low, high=high))
    group.add(op, draw.floats(17, low=low, high=high))  # longer than a vector register
    group.add(op, np.array(draw.floats(low=low, high=high), dtype="float32"))
    group.add(op, draw.floats(0, 3))
    if edges:
        group.add(op, f32(*EDGES))
    for dtype in dtypes.split():
        x = draw.floats(4, low=low, high=high, dtype="float32")
        x = draw.of(dtype, 4) if dtype[0] in "iub" and dtype != "bfloat16" else as_dtype(x, dtype)
        if dtype == "int32" and low >= -1:
            x = np.clip(x, int(np.ceil(low)), int(high)).astype("int32")
        if dtype == "uint8" and high <= 1:
            x = x % 2
        group.add(op, x)


def unary_math(group):
    for op in "negative absolute sign square".split():
        unary(group, op)
    for op in "floor ceil round trunc".split():
        unary(group, op, -4, 4)
        group.add(op, f32(-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 16777216.0, -0.25, 1e20))
    draw = Draw("round")
    for decimals in (1, 2, -1):
        group.add("round", draw.floats(6, low=-30, high=30), decimals=decimals)
    unary(group, "sqrt", 0, 9)
    unary(group, "rsqrt", 0.1, 9)
    unary(group, "reciprocal", 0.2, 4)
    for op in "exp expm1".split():
        unary(group, op, -3, 3)
        group.add(op, f32(-100, -20, 1e-6, 20, 88, 89, 100))
    for op in "log log2 log10".split():
        unary(group, op, 0.05, 9)
        group.add(op, f32(1e-30, 1e-6, 0.5, 0.999, 1.001, 10, 1024, 1e30))
    unary(group, "log1p", -0.9, 4)
    group.add("log1p", f32(1e-7, -1e-7, 1e10))
    for op in "isnan isinf isfinite logical_not".split():
        unary(group, op)
    draw = Draw("clip")
    for x in (draw.floats(2, 4), draw.ints(5), f32(*EDGES)):
        group.add("clip", x, x_min=-1, x_max=1)
        group.add("clip", x, x_min=0.25, x_max=1.5)
    group.add("clip", draw.ints(5, low=0, dtype="uint8"), x_min=1, x_max=3)
    group.add("clip", draw.bools(4), x_min=0, x_max=1)


def trigonometry(group):
    for op in "sin cos tan".split():
        unary(group, op, -7, 7)
        group.add(op, f32(100.5, -1000.25, 12345.0))
    for op in "arcsin arccos arctanh".split():
        unary(group, op, -0.99, 0.99)
    for op in "arctan arcsinh sinh cosh tanh erf".split():
        unary(group, op, -3, 3)
        group.add(op, f32(-20, -1e-4, 1e-4, 20))
    unary(group, "arccosh", 1, 9)
    unary(group, "erfinv", -0.99, 0.99, dtypes="float64 float16 bfloat16")
    draw = Draw("arctan2")
    group.add("arctan2", draw.floats(3, 4), draw.floats(4))
    group.add("arctan2", f32(0, 0, -0.0, 1, -1, INF, INF, NAN), f32(1, -1, -1, 0, 0, INF, -INF, 1))
    group.add("arctan2", draw.ints(5), draw.ints(5))


PAIRS = [
    ("float32", "float64"), ("float32", "int32"), ("float16", "float32"), ("bfloat16", "float16"),
    ("bfloat16", "int32"), ("int32", "uint8"), ("int8", "uint8"), ("uint32", "int32"),
    ("bool", "int32"), ("bool", "float32"), ("uint8", "uint8"), ("bool", "bool"), ("int64", "int32"),
]  # fmt: skip


def binary(group, op, positive=False):
    """Broadcasting, mixed dtypes, plain numbers on either side, edges."""
    draw = Draw(op)
    low = 0.5 if positive else -2

    def operand(dtype, *shape):
        x = draw.of(dtype, *shape)
        if not positive:
            return x
        return x | True if dtype == "bool" else ops.where(x == 0, ops.ones_like(x), abs(x))

    for a, b in [((2, 3), (2, 3)), ((2, 3), (3,)), ((2, 1, 3), (4, 1)), ((), (2,)), ((0, 3), (3,))]:
        group.add(op, draw.floats(*a), draw.floats(*b, low=low))
    for a, b in PAIRS:
        group.add(op, draw.of(a, 4), operand(b, 4))
    for x in (draw.floats(3), draw.ints(3), draw.of("uint8", 3), draw.bools(3), draw.of("float16", 3)):
        for y in (2, 1.5, True):
            group.add(op, x, y)
    group.add(op, 3, draw.floats(3, low=0.5))
    group.add(op, 2.5, draw.ints(3, low=1, high=6))
    x, y = np.meshgrid(f32(*EDGES), f32(*EDGES))
    group.add(op, x.ravel(), y.ravel())


def arithmetic(group):
    for op in "add subtract multiply maximum minimum".split():
        binary(group, op)
    for op in "divide floor_divide mod".split():
        binary(group, op, positive=True)
        group.add(op, f32(7, -7, 7, -7, 5.5, -5.5), f32(2, 2, -2, -2, 0.5, -0.5))
    for op in "floor_divide mod".split():
        group.add(op, np.array([7, -7, 7, -7, 6, -6, 0], "int32"), np.array([2, 2, -2, -2, 3, -3, 5], "int32"))
    draw = Draw("power")
    group.add("power", draw.floats(2, 3, low=0.1), draw.floats(3))
    group.add("power", f32(-2, -2, -2, 0, 0, 2), f32(2, 3, -1, 0, 2, 0.5))
    group.add("power", draw.ints(6), draw.ints(6, low=0, high=5))
    for x in (draw.floats(4), draw.ints(4), draw.of("uint8", 4), draw.floats(4, low=0.1).astype("float16")):
        for y in (2, 3, 0):
            group.add("power", x, y)
    group.add("power", draw.floats(4, low=0.1), 0.5)
    group.add("power", draw.ints(4, low=1), 1.5)
    group.add("power", 2.0, draw.floats(4))
    group.add("power", 2, draw.ints(4, low=0))
    x, y = np.meshgrid(f32(*EDGES), f32(*EDGES))
    group.add("power", x.ravel(), y.ravel())


def comparison(group):
    for op in "equal not_equal less less_equal greater greater_equal".split():
        binary(group, op)
        draw = Draw(op + " int")
        group.add(op, draw.ints(12, low=0, high=3), draw.ints(12, low=0, high=3))
    for op in "logical_and logical_or logical_xor".split():
        draw = Draw(op)
        group.add(op, draw.bools(2, 4), draw.bools(4))
        group.add(op, draw.ints(6, low=0, high=2), draw.bools(6))
        group.add(op, f32(0, 1, NAN, -0.0), f32(1, 2, 1, 0))
        group.add(op, draw.bools(3), True)
        group.add(op, draw.bools(0), draw.bools(0))
    for op in "bitwise_and bitwise_or bitwise_xor".split():
        draw = Draw(op)
        group.add(op, draw.ints(2, 3, low=-99, high=99), draw.ints(3, low=-99, high=99))
        group.add(op, draw.ints(5, low=0, high=256, dtype="uint8"), draw.ints(5, low=0, high=256, dtype="uint8"))
        group.add(op, draw.ints(5, low=0, high=256, dtype="uint8"), draw.ints(5))
        group.add(op, draw.bools(4), draw.bools(4))
        group.add(op, draw.ints(4), 6)
    draw = Draw("bitwise_not")
    for x in (draw.ints(2, 3), draw.ints(4, low=0, high=256, dtype="uint8"), draw.bools(4)):
        group.add("bitwise_not", x)
    for op in "left_shift right_shift".split():
        draw = Draw(op)
        group.add(op, draw.ints(2, 3, low=-99, high=99), draw.ints(3, low=0, high=8))
        group.add(op, draw.ints(4, low=0, high=256, dtype="uint8"), draw.ints(4, low=0, high=7, dtype="uint8"))
        group.add(op, draw.ints(4, low=-99, high=99), 3)
    draw = Draw("where")
    group.add("where", draw.bools(2, 3), draw.floats(2, 3), draw.floats(3))
    group.add("where", draw.bools(2, 1), draw.floats(3), draw.ints(2, 3))
    group.add("where", draw.bools(4), draw.floats(4), 0)
    group.add("where", draw.bools(4), draw.ints(4), 0.5)
    group.add("where", draw.bools(4), draw.ints(4), 1)
    group.add("where", draw.bools(4), 1.0, 2)
    group.add("where", draw.ints(5, low=0, high=2), draw.of("uint8", 5), draw.of("uint8", 5))
    group.add("where", np.array(True), f32(1, 2), f32(3, 4))
    group.add("where", draw.bools(3), f32(NAN, INF, 1), f32(0, NAN, -INF))


def products(group):
    draw = Draw("matmul")
    shapes = [
        ((2, 3), (3, 4)), ((3,), (3,)), ((3,), (3, 4)), ((2, 3), (3,)), ((5, 2, 3), (5, 3, 4)),
        ((5, 2, 3), (3, 4)), ((2, 3), (5, 3, 4)), ((2, 1, 2, 3), (5, 3, 2)), ((2, 2, 3), (3,)),
        ((3,), (2, 3, 2)), ((0, 3), (3, 2)), ((2, 0), (0, 3)), ((1, 1), (1, 1)), ((17, 9), (9, 5)),
    ]  # fmt: skip
    for a, b in shapes:
        group.add("matmul", draw.floats(*a), draw.floats(*b))
    for a, b in [("int32", "int32"), ("uint8", "uint8"), ("int8", "int8"), ("int32", "float32"),
                 ("bool", "bool"), ("float16", "float16"), ("bfloat16", "float32"), ("int8", "int32")]:  # fmt: skip
        group.add("matmul", draw.of(a, 2, 3), draw.of(b, 3, 2))
    draw = Draw("dot")
    for a, b in [((3,), (3,)), ((2, 3), (3, 2)), ((2, 2, 3), (3,)), ((2, 3), (2, 3, 2)), ((), (2, 3)), ((3,), (2, 3, 2))]:
        group.add("dot", draw.floats(*a), draw.floats(*b))
    group.add("dot", draw.ints(4), draw.ints(4))
    group.add("dot", draw.ints(4), draw.floats(4))
    draw = Draw("tensordot")
    group.add("tensordot", draw.floats(2, 3, 4), draw.floats(4, 3, 2), axes=1)
    group.add("tensordot", draw.floats(2, 3, 4), draw.floats(3, 4, 5), axes=2)
    group.add("tensordot", draw.floats(2, 3), draw.floats(2), axes=0)
    group.add("tensordot", draw.floats(2, 3, 4), draw.floats(4, 3, 2), axes=[[1, 2], [1, 0]])
    group.add("tensordot", draw.floats(2, 3, 4), draw.floats(5, 3), axes=[[1], [-1]])
    group.add("tensordot", draw.ints(2, 3), draw.ints(3, 2), axes=1)
    draw = Draw("outer")
    group.add("outer", draw.floats(3), draw.floats(4))
    group.add("outer", draw.floats(2, 2), draw.floats(3))
    group.add("outer", draw.ints(3), draw.floats(2))
    draw = Draw("einsum")
    for subscripts, *shapes in [
        ("ij,jk->ik", (2, 3), (3, 4)), ("bij,bjk->bik", (2, 2, 3), (2, 3, 2)), ("ij->ji", (2, 3)),
        ("ii->", (3, 3)), ("ii->i", (3, 3)), ("ij->", (2, 3)), ("i,j->ij", (3,), (2,)), ("ij,ij->i", (2, 3), (2, 3)),
        ("...ij,jk->...ik", (2, 2, 3), (3, 2)), ("bqhd,bkhd->bhqk", (2, 3, 2, 4), (2, 3, 2, 4)),
        ("ij,jk,kl->il", (2, 3), (3, 2), (2, 4)), ("ij,jk", (2, 3), (3, 2)), ("abc,cde->abde", (2, 1, 3), (3, 2, 2)),
    ]:  # fmt: skip
        operands = [draw.floats(*shape) for shape in shapes]
        group.record("einsum", operands, {"subscripts": subscripts}, ops.einsum(subscripts, *operands))
    small = np.array([[50, 60], [-70, 3]], "int8")  # their products wrap around
    for op in ("dot", "inner", "vdot"):
        group.add(op, small, small)
    group.add("tensordot", small, small, axes=1)


def convolutions(group):
    draw = Draw("conv")
    for x, w, options in [
        ((2, 5, 2), (3, 2, 3), {}), ((1, 6, 3), (2, 3, 2), {"strides": 2, "padding": "same"}),
        ((1, 4, 3, 2), (2, 2, 2, 3), {}), ((1, 4, 4, 2), (3, 2, 2, 2), {"strides": [2, 1], "padding": "same"}),
        ((1, 5, 4, 1), (2, 2, 1, 3), {"dilation_rate": [2, 1]}), ((1, 3, 3, 4), (2, 2, 2, 2), {}),
        ((1, 3, 2, 3), (1, 1, 3, 2), {}), ((1, 2, 4, 3), (2, 2, 2, 3), {"data_format": "channels_first"}),
        ((1, 2, 3, 2, 2), (2, 2, 1, 2, 2), {"strides": [1, 2, 1], "padding": "same"}),
        ((1, 3, 3, 3), (2, 2, 1, 3), {"strides": 2}), ((2, 9, 7, 5), (3, 3, 5, 35), {"padding": "same"}),
        ((1, 12, 11, 9), (3, 2, 9, 17), {"strides": [3, 2]}),
    ]:  # fmt: skip
        group.add("conv", draw.floats(*x), draw.floats(*w), **options)
    for a, b in [("float16", "float16"), ("bfloat16", "float32"), ("int32", "int32")]:
        group.add("conv", draw.of(a, 1, 3, 3, 2), draw.of(b, 2, 2, 2, 2))
    draw = Draw("conv_transpose")
    for x, w, options in [
        ((2, 4, 2), (3, 3, 2), {}), ((1, 3, 2), (2, 2, 2), {"strides": 3}),
        ((1, 3, 2, 2), (3, 2, 2, 2), {"strides": 2, "padding": "same"}), ((1, 2, 3, 2), (3, 3, 1, 2), {"strides": 2}),
        ((1, 3, 2), (4, 2, 2), {"strides": 3, "padding": "same", "output_padding": 0}),
        ((1, 2, 2, 2), (2, 5, 2, 2), {"strides": [3, 2], "output_padding": [2, 1]}),
        ((1, 3, 2, 2), (2, 2, 2, 2), {"dilation_rate": 2, "padding": "same"}),
        ((1, 2, 3, 2), (2, 2, 2, 2), {"strides": 2, "data_format": "channels_first"}),
        ((1, 2, 2, 1, 2), (2, 1, 2, 2, 2), {"strides": 2}), ((2, 5, 4, 18), (3, 3, 20, 18), {"strides": 2, "padding": "same"}),
    ]:  # fmt: skip
        group.add("conv_transpose", draw.floats(*x), draw.floats(*w), **options)
    draw = Draw("depthwise_conv")
    for x, w, options in [
        ((1, 4, 3, 3), (2, 2, 3, 1), {}), ((1, 5, 4, 2), (3, 3, 2, 1), {"strides": 2, "padding": "same"}),
        ((1, 4, 3, 2), (2, 2, 2, 2), {}), ((1, 6, 3), (3, 3, 1), {"padding": "same"}),
        ((1, 3, 4, 3), (2, 2, 3, 1), {"data_format": "channels_first"}), ((1, 5, 5, 2), (2, 2, 2, 1), {"dilation_rate": 2}),
        ((1, 4, 3, 1), (2, 2, 1, 1), {}), ((2, 11, 17, 19), (3, 3, 19, 1), {"padding": "same"}),
    ]:  # fmt: skip
        group.add("depthwise_conv", draw.floats(*x), draw.floats(*w), **options)
    draw = Draw("separable_conv")
    for x, a, b, options in [
        ((1, 4, 3, 2), (2, 2, 2, 1), (1, 1, 2, 3), {}),
        ((1, 5, 2), (3, 2, 2), (1, 4, 2), {"strides": 2, "padding": "same"}),
    ]:
        group.add("separable_conv", draw.floats(*x), draw.floats(*a), draw.floats(*b), **options)
    for op in ("max_pool", "average_pool"):
        draw = Draw(op)
        for x, options in [
            ((2, 5, 3), {"pool_size": (2,), "strides": (2,)}), ((1, 6, 2), {"pool_size": (3,), "strides": (2,), "padding": "same"}),
            ((1, 4, 5, 2), {"pool_size": (2, 2), "strides": (2, 2)}),
            ((1, 4, 4, 2), {"pool_size": (3, 2), "strides": (1, 1), "padding": "same"}),
            ((1, 2, 4, 4), {"pool_size": (2, 2), "strides": (2, 2), "data_format": "channels_first"}),
            ((1, 2, 4, 2, 2), {"pool_size": (2, 2, 1), "strides": (2, 1, 1)}), ((1, 6, 6, 1), {"pool_size": (2, 2), "strides": (3, 3)}),
            ((2, 12, 17, 21), {"pool_size": (3, 3), "strides": (2, 2), "padding": "same"}),
        ]:  # fmt: skip
            group.add(op, draw.floats(*x), **options)
        group.add(op, draw.of("float16", 1, 4, 4, 1), pool_size=(2, 2), strides=(2, 2))
    group.add("max_pool", draw.of("int32", 1, 4, 4, 1), pool_size=(2, 2), strides=(2, 2))
    nan = draw.floats(1, 4, 9)
    nan[0, 1, 3] = NAN
    group.add("max_pool", nan, pool_size=(2,), strides=(1,))
    draw = Draw("conv of two dtypes")
    group.add("conv", draw.of("bfloat16", 1, 3, 3, 2), draw.of("float16", 2, 2, 2, 2))


AXES = [{}, {"axis": 0}, {"axis": -1}, {"axis": [0, 2]}, {"axis": 1, "keepdims": True}, {"keepdims": True}]


def reductions(group):
    for op in "sum mean prod max min var std all any logsumexp count_nonzero".split():
        draw = Draw(op)
        for kwargs in AXES:
            if op == "count_nonzero" and "keepdims" in kwargs:
                continue
            kwargs = {key: tuple(v) if isinstance(v, list) else v for key, v in kwargs.items()}
            x = draw.floats(2, 3, 4)
            if op in ("all", "any", "count_nonzero"):
                x = x * (x > (1 if op == "any" else -1.4))
            group.add(op, x, **kwargs)
        group.add(op, np.array(1.5, "float32"))
        group.add(op, draw.floats(0, 3), axis=0) if op not in ("max", "min") else None
        group.add(op, f32(1, NAN, 2))
        group.add(op, f32(1, INF, -INF))
        group.add(op, draw.floats(1, 130), axis=-1)
        for dtype in "int32 uint8 int8 bool float16 bfloat16 float64 int64".split():
            group.add(op, draw.of(dtype, 2, 3), axis=1)
    for op in "max min".split():
        group.add(op, np.zeros((0,), "float32"), initial=3.0)
        group.add(op, f32(1, 2), initial=1.5)
    group.add("logsumexp", f32(1000, 1000.5))
    group.add("logsumexp", f32(-INF, -INF))
    group.add("mean", np.full((4,), 60000, "float16"))
    for op in "argmax argmin".split():
        draw = Draw(op)
        for kwargs in [{}, {"axis": 0}, {"axis": -1}, {"axis": 1, "keepdims": True}, {"keepdims": True}]:
            group.add(op, draw.distinct(2, 3, 4), **kwargs)
        group.add(op, f32(1, 3, 3, -2, -2))  # the first of equals
        group.add(op, f32(1, NAN, 3))
        group.add(op, f32(0.0, -0.0))
        group.add(op, f32(-0.0, 0.0))
        for dtype in "int32 uint8 bool float16".split():
            group.add(op, draw.of(dtype, 2, 4), axis=-1)
    for op in "cumsum cumprod".split():
        draw = Draw(op)
        for kwargs in [{}, {"axis": 0}, {"axis": -1}, {"axis": 1}]:
            group.add(op, draw.floats(2, 3, 2), **kwargs)
        group.add(op, draw.ints(5))
        group.add(op, draw.bools(5), axis=0)
        group.add(op, draw.of("uint8", 5), axis=0)
        group.add(op, draw.ints(4), axis=0, dtype="float32")
        group.add(op, draw.floats(0))
    draw = Draw("moments")
    for axes, kwargs in [((0,), {}), ((-1,), {}), ((0, 1), {"keepdims": True}), ((0, 1, 2), {})]:
        group.add("moments", draw.floats(2, 3, 4), axes=axes, **kwargs)
    group.add("moments", draw.of("float16", 3, 4), axes=(0,))
    for dtype in ("float16", "bfloat16"):
        group.add("moments", as_dtype(f32(-900, 1100, 800, -1000), dtype), axes=(0,))  # variances past float16
    draw = Draw("nonzero")
    group.add("nonzero", draw.ints(2, 4, low=0, high=2))
    group.add("nonzero", draw.bools(6))
    group.add("nonzero", f32(0, NAN, -0.0, 2))


def structure(group):
    draw = Draw("structure")
    x = draw.floats(2, 3, 4)
    for shape in [(6, 4), (-1,), (4, -1, 2), (2, 3, 4, 1), (24,)]:
        group.add("reshape", x, newshape=shape)
    group.add("reshape", draw.floats(1), newshape=())
    group.add("reshape", draw.ints(0, 3), newshape=(3, 0))
    group.add("transpose", x)
    for axes in [(0, 2, 1), (2, 0, 1), (-1, 0, 1)]:
        group.add("transpose", x, axes=axes)
    group.add("transpose", draw.ints(3))
    group.add("transpose", draw.bools(2, 3))
    group.add("swapaxes", x, axis1=0, axis2=-1)
    group.add("swapaxes", x, axis1=1, axis2=2)
    group.add("moveaxis", x, source=0, destination=-1)
    group.add("moveaxis", x, source=(0, 1), destination=(-1, 0))
    for axis in (0, 1, -1, -2, 3):
        group.add("expand_dims", x, axis=axis)
    group.add("expand_dims", draw.floats(3), axis=(0, 2))
    group.add("squeeze", draw.floats(1, 3, 1))
    group.add("squeeze", draw.floats(1, 3, 1), axis=0)
    group.add("squeeze", draw.floats(1, 3, 1), axis=-1)
    for shape, target in [((3,), (2, 3)), ((2, 1), (2, 3)), ((), (2, 2)), ((1, 3), (0, 3)), ((2, 3), (2, 2, 3))]:
        group.add("broadcast_to", draw.floats(*shape), shape=target)
    group.add("concatenate", [draw.floats(2, 3), draw.floats(1, 3)])
    group.add("concatenate", [draw.floats(2, 3), draw.floats(2, 1), draw.floats(2, 0)], axis=-1)
    group.add("concatenate", [draw.ints(2), draw.floats(3)], axis=0)
    group.add("concatenate", [draw.bools(2), draw.of("uint8", 3)], axis=0)
    group.add("stack", [draw.floats(2, 3), draw.floats(2, 3)])
    group.add("stack", [draw.floats(2, 3), draw.floats(2, 3)], axis=-1)
    group.add("stack", [draw.floats(3), draw.ints(3)], axis=1)
    group.add("split", draw.floats(6, 2), indices_or_sections=3)
    group.add("split", draw.floats(2, 6), indices_or_sections=2, axis=-1)
    group.add("split", draw.floats(6), indices_or_sections=[1, 4])
    group.add("split", draw.floats(2, 5), indices_or_sections=[2, 2], axis=1)
    group.add("slice", x, start_indices=[0, 1, 2], shape=[2, 2, 1])
    group.add("slice", draw.ints(6), start_indices=[2], shape=[3])
    for axis in (0, 1, (0, 2), -1):
        group.add("flip", x, axis=axis)
    group.add("flip", draw.ints(2, 3))
    group.add("roll", x, shift=1)
    group.add("roll", x, shift=-1, axis=0)
    group.add("roll", x, shift=5, axis=-1)
    group.add("roll", draw.ints(2, 3), shift=(1, 2), axis=(0, 1))
    group.add("tile", draw.floats(2, 3), repeats=2)
    group.add("tile", draw.floats(2, 3), repeats=(2, 1))
    group.add("tile", draw.ints(3), repeats=(2, 1, 2))
    group.add("repeat", draw.floats(2, 2), repeats=2)
    group.add("repeat", draw.floats(2, 2), repeats=3, axis=0)
    group.add("repeat", draw.ints(2, 2), repeats=2, axis=-1)
    x = draw.floats(3, 2)
    each = {"repeats": [2, 0, 1], "axis": 0}  # Keras wants an array, C++ has a list
    group.record("repeat", [x], each, ops.repeat(x, np.array(each["repeats"]), axis=0))
    group.add("pad", draw.floats(2, 3), pad_width=1)
    group.add("pad", draw.floats(2, 3), pad_width=((1, 0), (0, 2)))
    group.add("pad", draw.floats(2, 3), pad_width=((0, 1), (2, 1)), constant_values=7.5)
    group.add("pad", draw.ints(3), pad_width=((1, 2),), constant_values=-1)
    for mode in ("reflect", "symmetric", "edge", "wrap", "linear_ramp", "maximum", "minimum", "mean", "median", "empty"):
        group.add("pad", draw.floats(3, 4), pad_width=((1, 2), (2, 1)), mode=mode)
    for mode in ("linear_ramp", "mean", "median", "wrap"):
        group.add("pad", draw.ints(3, 4), pad_width=((1, 5), (0, 2)), mode=mode)


def indexing(group):
    draw = Draw("indexing")
    x = draw.floats(4, 3)
    for indices, axis in [([0, 2], 0), ([-1, 0], 0), ([[0, 1], [2, 0]], 1), ([1], -1), ([5, -7, 11], None)]:
        group.add("take", x, np.array(indices, "int32"), axis=axis)
    group.add("take", x, np.array(2, "int32"), axis=0)
    group.add("take", x, np.zeros((0,), "int32"), axis=0)
    group.add("take", draw.ints(5), draw.ints(2, 2, low=0, high=5), axis=0)
    group.add("take", draw.bools(5), draw.ints(3, low=0, high=5, dtype="uint8"), axis=0)
    group.add("take_along_axis", x, draw.ints(2, 3, low=0, high=4), axis=0)
    group.add("take_along_axis", x, draw.ints(4, 2, low=-3, high=3), axis=1)
    group.add("take_along_axis", x, draw.ints(4, 1, low=0, high=3), axis=-1)
    group.add("take_along_axis", x, draw.ints(5, low=0, high=12), axis=None)
    for kwargs in [{}, {"axis": 0}, {"axis": 1}]:
        group.add("sort", draw.distinct(3, 4), **kwargs)
        group.add("argsort", draw.distinct(3, 4), **kwargs)
    group.add("argsort", draw.distinct(2, 3), axis=None)
    for op in ("sort", "argsort"):
        group.add(op, f32(2, NAN, -INF, INF, 1))
        group.add(op, np.array([3, 1, 3, 1, 2], "int32"))  # equal ones keep their order
        group.add(op, np.array([200, 3, 255, 0], "uint8"))
        group.add(op, draw.bools(6))
        group.add(op, draw.floats(0))
    for k in (1, 3):
        group.add("top_k", draw.distinct(2, 5), k=k)
    group.add("top_k", np.array([3, 1, 3, 2], "int32"), k=2)
    group.add("top_k", np.array([3, 1, 7, 2], "uint8"), k=4)
    group.add("one_hot", np.array([0, 2, 1], "int32"), num_classes=3)
    group.add("one_hot", np.array([[0, 3], [-1, 1]], "int32"), num_classes=3)
    group.add("one_hot", np.array([0, 2], "uint8"), num_classes=4, axis=0)
    group.add("one_hot", np.array([1, 0], "int32"), num_classes=2, dtype="int32")
    group.add("one_hot", np.array([1, 0], "int32"), num_classes=2, dtype="bool")
    group.add("one_hot", np.array(1, "int32"), num_classes=3)


def creation(group):
    draw = Draw("creation")
    for source in "float32 float64 float16 bfloat16 int32 uint8 int8 bool int64".split():
        for target in "float32 float16 bfloat16 int32 uint8 bool int64 float64".split():
            x = draw.of(source, 4)
            if target == "uint8" and source != "bool":
                x = ops.abs(x)
            group.add("cast", x, dtype=target)
    group.add("cast", f32(1.00048828125, 65519, 65520, 1e-7, 6e-8, 1e-8, *EDGES), dtype="float16")
    group.add("cast", f32(1.00390625, 1.01171875, 3.4e38, 1e-30, *EDGES), dtype="bfloat16")
    group.add("cast", f32(1.9, -1.9, 2.5, -0.5, 100.7), dtype="int32")
    group.add("cast", np.array([300, -1, 256, 127], "int32"), dtype="uint8")
    group.add("cast", np.array([300, -1, 128, 127], "int32"), dtype="int8")
    group.add("cast", f32(0, -0.0, NAN, 0.1), dtype="bool")
    for dtype in "float32 int32 bool uint8 bfloat16".split():
        x = draw.of(dtype, 2, 3)
        group.add("zeros_like", x)
        group.add("ones_like", x)
        group.add("full_like", x, fill_value=2)
    for op in ("zeros_like", "ones_like"):
        group.add(op, draw.floats(2), dtype="int32")
    group.add("full_like", draw.floats(2), fill_value=1.5, dtype="float16")
    for args in [(5,), (2, 7), (1, 10, 3), (5, 0, -2), (0,), (3.0,), (0, 1, 0.25), (0.5, 3)]:
        group.add("arange", *args)
    group.add("arange", 4, dtype="float32")
    group.add("arange", 0, 6, 2, dtype="uint8")
    group.add("linspace", 0, 1)
    for kwargs in [{"num": 5}, {"num": 5, "endpoint": False}, {"num": 1}, {"num": 0}, {"num": 4, "dtype": "int32"}]:
        group.add("linspace", 0.5, 3, **kwargs)
    group.add("linspace", 2.0, -2.0, num=4, retstep=True)
    group.add("linspace", f32(0, 1), f32(2, 5), num=3)
    group.add("linspace", f32(0, 1), f32(2, 5), num=3, axis=-1)
    group.add("eye", 3)
    group.add("eye", 2, M=4, k=1)
    group.add("eye", 3, k=-1, dtype="int32")
    for op in ("tril", "triu"):
        for k in (0, 1, -1, -3):
            group.add(op, draw.floats(3, 4), k=k)
        group.add(op, draw.ints(2, 2, 3))
        group.add(op, draw.bools(3, 3))
    for k in (0, 1, -1):
        group.add("diag", draw.floats(3), k=k)
        group.add("diag", draw.ints(3, 4), k=k)


def activations(group):
    names = (
        "relu relu6 sigmoid silu softplus softsign elu selu gelu leaky_relu hard_sigmoid hard_tanh "
        "log_sigmoid mish celu"
    ).split()
    for op in names:
        unary(group, op, -4, 4, dtypes="float64 float16 bfloat16 int32")
        group.add(op, f32(-100, -20, -7, -3.5, -2.5, 3, 3.5, 6, 7, 20, 100))
    draw = Draw("activations")
    x = draw.floats(8, low=-4, high=4)
    group.add("gelu", x, approximate=False)
    group.add("gelu", x, approximate=True)
    group.add("leaky_relu", x, negative_slope=0.3)
    group.add("elu", x, alpha=0.5)
    group.add("celu", x, alpha=0.5)
    for op in ("softmax", "log_softmax"):
        for kwargs in [{}, {"axis": 0}, {"axis": 1}, {"axis": (1, 2)}, {"axis": -2}]:
            group.add(op, draw.floats(2, 3, 4), **kwargs)
        group.add(op, f32(1000, 1001, 999))
        group.add(op, f32(-INF, 0, 1))
        group.add(op, f32(NAN, 0, 1))
        group.add(op, draw.floats(2, 33))
        for dtype in "float16 bfloat16 float64 int32".split():
            group.add(op, draw.of(dtype, 2, 3))
    group.add("glu", draw.floats(2, 4))
    group.add("glu", draw.floats(4, 3), axis=0)


def losses(group):
    draw = Draw("losses")
    logits, targets = draw.floats(4, 3), draw.ints(4, low=0, high=3)
    one_hot = np.eye(3, dtype="float32")[targets]
    probabilities = np.round(np.exp(logits) / np.exp(logits).sum(-1, keepdims=True), 3).astype("float32")
    smooth = np.round(0.9 * one_hot + 0.1 / 3, 4).astype("float32")
    for target in (one_hot, smooth):
        group.add("categorical_crossentropy", target, probabilities)
        group.add("categorical_crossentropy", target, logits, from_logits=True)
    group.add("categorical_crossentropy", one_hot, f32(*[0, 0, 1] * 4).reshape(4, 3))  # clipped
    group.add("categorical_crossentropy", one_hot, 3 * probabilities)  # normalised first
    group.add("categorical_crossentropy", one_hot.T.copy(), logits.T.copy(), from_logits=True, axis=0)
    for target in (targets, targets[:, None], targets.astype("uint8")):
        group.add("sparse_categorical_crossentropy", target, probabilities)
        group.add("sparse_categorical_crossentropy", target, logits, from_logits=True)
    group.add("sparse_categorical_crossentropy", targets, f32(*[0, 0, 1] * 4).reshape(4, 3))
    group.add("sparse_categorical_crossentropy", draw.ints(2, 3, low=0, high=4), draw.floats(2, 3, 4), from_logits=True)
    group.add("categorical_crossentropy", one_hot[:2], f32(0, 0, 0, 0, 2, 1).reshape(2, 3))  # NaN
    half = as_dtype(probabilities, "float16")
    group.add("sparse_categorical_crossentropy", targets, half)
    group.add("sparse_categorical_crossentropy", targets, half, from_logits=True)
    binary_target, chance = draw.bools(2, 4).astype("float32"), draw.floats(2, 4, low=0.01, high=0.99)
    group.add("binary_crossentropy", binary_target, chance)
    group.add("binary_crossentropy", binary_target, draw.floats(2, 4, low=-5, high=5), from_logits=True)
    group.add("binary_crossentropy", f32(0, 1, 0, 1), f32(0, 0, 1, 1))  # clipped
    group.add("binary_crossentropy", f32(0, 1, 0, 1), f32(-200, -200, 200, 200), from_logits=True)
    group.add("binary_crossentropy", binary_target.astype("int32"), chance)
    for target, output in (("float32", "float16"), ("bfloat16", "float32"), ("int32", "float16"), ("float32", "int32"), ("bfloat16", "int32")):
        group.add("binary_crossentropy", as_dtype(f32(0.25, 1, 0, 0.5), target), as_dtype(f32(0.25, 0.5, 0, 1), output))


# ---- dtypes -------------------------------------------------------------------------------------


def elementwise(group):
    for op in "angle real imag conjugate copy fabs cbrt exp2 deg2rad rad2deg i0 isposinf isneginf isreal nan_to_num".split():
        unary(group, op, 0.1, 3)
    for op in "sinc erfc signbit".split():
        unary(group, op, -3, 3)
    group.add("nan_to_num", f32(*EDGES), nan=5.0, posinf=9.0)
    for op in "fmax fmin heaviside hypot logaddexp logaddexp2 isclose".split():
        binary(group, op)
    for op in "fmod divide_no_nan".split():
        binary(group, op, positive=True)
    draw = Draw("pairs")
    for op in "gcd lcm bitwise_left_shift bitwise_right_shift".split():
        group.add(op, draw.ints(2, 3, low=0), draw.ints(3, low=0))
        group.add(op, draw.ints(4, low=0, dtype="uint8"), draw.ints(4, low=0, dtype="int8"))
    for op in ("gcd", "lcm"):
        group.add(op, draw.ints(9, low=-9, high=10), draw.ints(9, low=-9, high=10))
    group.add("bitwise_invert", draw.ints(5))
    group.add("bitwise_invert", draw.bools(5))
    group.add("ldexp", draw.floats(2, 3), draw.ints(3))
    group.add("ldexp", draw.ints(3), draw.ints(3))
    for dtype in ("float16", "bfloat16"):  # a float32 would be probed, and has a slope elsewhere
        group.add("nextafter", draw.of(dtype, 4), draw.of(dtype, 4))
        group.add("nextafter", as_dtype(f32(0, -0.0, 1, INF, NAN, 1), dtype), as_dtype(f32(1, -1, 1, 0, 1, NAN), dtype))
    x = f32(1, 1.00001, INF, -INF, NAN, 2)
    for op in ("isclose", "allclose"):
        group.add(op, x, f32(1, 1, INF, INF, NAN, 2.1))
        group.add(op, x, x, equal_nan=True)
    group.add("isclose", x, x + f32(0.1), rtol=0.2, atol=0.01)
    for invert in (False, True):
        group.add("isin", draw.ints(2, 3), draw.ints(4), invert=invert)


def arrays(group):
    draw = Draw("arrays")
    x, y = draw.floats(2, 3), draw.floats(2, 3)
    group.add("append", x, draw.ints(4))
    group.add("append", x, y, axis=1)
    for op in ("hstack", "vstack", "dstack"):
        for shape in ((3,), (2, 3), (2, 2, 2)):
            group.add(op, [draw.floats(*shape), draw.ints(*shape)])
    group.add("array_split", draw.floats(7, 2), indices_or_sections=3)
    group.add("array_split", draw.floats(2, 7), indices_or_sections=(2, 3), axis=1)
    group.add("hsplit", draw.floats(6), indices_or_sections=3)
    group.add("hsplit", draw.floats(2, 6), indices_or_sections=[2])
    group.add("vsplit", draw.floats(4, 2), indices_or_sections=2)
    group.add("dsplit", draw.floats(2, 1, 4), indices_or_sections=2)
    group.add("unstack", draw.floats(2, 3), axis=1)
    for op in ("fliplr", "flipud"):
        group.add(op, draw.floats(2, 3, 2))
    for k in (1, 2, 3, -1):
        group.add("rot90", draw.floats(2, 3), k=k)
    group.add("rot90", draw.floats(2, 3, 2), axes=(2, 0))
    for k in (0, 2, -1):
        group.add("diagflat", draw.floats(2, 2), k=k)
    group.add("vander", draw.floats(3))
    group.add("vander", draw.floats(3), N=4, increasing=True)
    group.add("meshgrid", draw.floats(2), draw.floats(3), draw.floats(1))
    group.add("meshgrid", draw.floats(2), draw.floats(3), indexing="ij")
    group.add("logspace", draw.floats(2), draw.floats(2), num=4, base=2)
    group.add("logspace", draw.ints(2), draw.ints(2), num=3, endpoint=False, axis=1)
    group.add("geomspace", draw.floats(2, low=1), draw.floats(2, low=1), num=4)
    group.add("inner", x, draw.floats(4, 3))
    group.add("vdot", x, y)
    group.add("kron", x, draw.floats(2, 2))
    group.add("kron", draw.floats(2), draw.ints(2, 2))
    group.add("cross", x, y)
    group.add("cross", draw.floats(2, 2), draw.floats(2, 2))
    group.add("cross", draw.floats(2, 2), draw.floats(2, 3))
    group.add("cross", draw.floats(3, 2), draw.floats(3, 2), axis=0)
    group.add("diff", x)
    group.add("diff", draw.floats(4, 2), n=2, axis=0)
    group.add("diff", draw.bools(5))
    group.add("trapezoid", x)
    group.add("trapezoid", draw.ints(3, 2), dx=0.5, axis=0)
    group.add("unravel_index", draw.ints(5, low=-30, high=30), shape=[3, 4])
    group.add("select", [draw.bools(4), draw.bools(4)], [draw.floats(4), draw.floats(4)], 3)
    group.add("scatter", np.array([[0, 1], [2, 0], [0, 1]]), draw.floats(3), shape=[3, 2])
    group.add("scatter", np.array([[1], [3]]), draw.floats(2, 2), shape=[4, 2])
    for reduction in (None, "add", "max", "min"):
        group.add("scatter_update", draw.floats(4, 2), np.array([[1], [3]]), draw.floats(2, 2), reduction=reduction)
    group.add("scatter_update", draw.ints(4), np.array([[1], [3]]), draw.ints(2), reduction="mul")
    group.add("slice_update", draw.floats(4, 3), np.array([2, 5], "int32"), draw.floats(2, 2))
    for dtype in ("uint8", "int8", "float16", "int32"):
        group.add("saturate_cast", f32(-1e10, -3.5, 0, 127.5, 300, 1e10), dtype=dtype)
    group.add("saturate_cast", draw.ints(5, low=-500, high=500), dtype="uint8")
    group.add("saturate_cast", f32(-2, 0, 0.5, 2), dtype="bool")
    for op in "bartlett blackman hamming hanning".split():
        for length in (0, 1, 2, 7):
            group.add(op, length)
    for beta in (0.0, 2.5):
        group.add("kaiser", 6, beta=beta)


def statistics(group):
    draw = Draw("statistics")
    x = draw.distinct(3, 4)
    group.add("average", draw.floats(3, 4))
    for values, weights, axis in [
        (draw.floats(3, 4), draw.floats(4, low=0.5), 1),
        (draw.ints(3, 4), draw.floats(3, 4, low=0.5), 0),
    ]:
        result = ops.average(values, axis=axis, weights=weights)
        group.record("average", [values, weights], {"axis": axis}, result)
    holes = draw.floats(3, 4)
    holes[0, 1] = holes[2] = NAN
    for op in "ptp median nansum nanprod nanmax nanmin nanmean nanvar nanstd nanmedian".split():
        for axis in (None, 0, (0, 1)):
            group.add(op, x, axis=axis)
        group.add(op, x, axis=1, keepdims=True)
        group.add(op, draw.ints(3, 4), axis=1)
        if op.startswith("nan"):
            group.add(op, as_dtype(holes, "float16"), axis=1)
    for op in ("nanargmax", "nanargmin"):
        group.add(op, as_dtype(holes, "float16"), axis=1)
        group.add(op, x)
    for op in ("nancumsum", "nancumprod"):
        group.add(op, as_dtype(holes, "float16"), axis=1)
        group.add(op, draw.floats(3, 2))
    for op in ("quantile", "nanquantile"):
        for method in ("linear", "lower", "higher", "midpoint", "nearest"):
            group.add(op, as_dtype(holes if op[0] == "n" else x, "float16"), as_dtype(f32(0.2, 0.5, 1), "float16"), axis=1, method=method)
        group.add(op, x, 0.3, axis=(0, 1), keepdims=True)
    group.add("percentile", draw.ints(3, 4), 30.0, axis=0)
    group.add("corrcoef", draw.floats(3, 5))
    for mode in ("valid", "same", "full"):
        group.add("correlate", draw.floats(5), draw.floats(3), mode=mode)
        group.add("correlate", draw.floats(2), draw.floats(4), mode=mode)
    for side in ("left", "right"):
        group.add("searchsorted", f32(-1, 0, 0, 2), draw.floats(2, 3), side=side)
    group.add("digitize", draw.floats(2, 3), f32(-1, 0, 0.5, 2))
    group.add("argpartition", x, kth=1)
    group.add("argpartition", x, kth=2, axis=0)
    draw = Draw("quantiles of two dtypes")
    for op in ("quantile", "nanquantile"):
        group.add(op, draw.ints(3, 3), as_dtype(f32(0.2092, 0.4875), "float16"), axis=1, keepdims=True)


def signals(group):
    draw = Draw("signals")
    ids = np.array([0, 2, 0, 5, 2], "int32")
    for op in "segment_sum segment_max segment_min".split():
        group.add(op, draw.distinct(5, 2), ids, num_segments=4)
    group.add("segment_prod", draw.ints(5, 2), ids, num_segments=4)
    group.add("in_top_k", np.array([0, 2, 1, 9], "int32"), draw.distinct(4, 3), k=2)
    group.add("extract_sequences", draw.floats(2, 7), sequence_length=3, sequence_stride=2)
    for length in (1, 4, 6, 7):
        group.add("fft", [draw.floats(2, length), draw.floats(2, length)])
        group.add("rfft", draw.floats(2, length))
    group.add("rfft", draw.floats(5), fft_length=3)
    group.add("rfft", draw.floats(5), fft_length=8)
    for op in ("fft2", "ifft2"):
        group.add(op, [draw.floats(2, 3, 4), draw.floats(2, 3, 4)])
    group.add("irfft", [draw.floats(2, 4), draw.floats(2, 4)])
    group.add("irfft", [draw.floats(2, 4), draw.floats(2, 4)], fft_length=5)
    for center in (True, False):
        for window in ("hann", "hamming", None):
            how = {"sequence_length": 6, "sequence_stride": 3, "fft_length": 8, "window": window, "center": center}
            group.add("stft", draw.floats(2, 20), **how)
            group.add("istft", [draw.floats(2, 5, 5), draw.floats(2, 5, 5)], **how)
    group.add("cdist", draw.floats(2, 3, 4), draw.floats(2, 2, 4))
    fewer = {"sequence_length": 4, "sequence_stride": 1, "fft_length": 8, "center": False}
    group.add("istft", [draw.floats(2, 2, 5), draw.floats(2, 2, 5)], **fewer)


def networks(group):
    for op in "squareplus sparse_plus sparse_sigmoid".split():
        unary(group, op, -3, 3)
    draw = Draw("networks")
    group.add("sparsemax", draw.floats(3, 4))
    group.add("sparsemax", draw.floats(3, 4), axis=0)
    group.add("multi_hot", draw.ints(2, 3), num_classes=4)
    group.add("multi_hot", draw.ints(3), num_classes=4)
    group.add("psnr", draw.floats(2, 3), draw.floats(2, 3), max_val=2.0)
    q, k, v = draw.floats(2, 3, 2, 4), draw.floats(2, 5, 2, 4), draw.floats(2, 5, 2, 4)
    group.add("dot_product_attention", q, k, v)
    group.add("dot_product_attention", q, k, v, scale=0.3, is_causal=True)
    group.add("ctc_loss", np.array([[1, 2, 2], [3, 1, 0]], "int32"), draw.floats(2, 7, 4), np.array([3, 2]), np.array([7, 5]))
    for merge in (True, False):
        group.add("ctc_decode", draw.distinct(2, 6, 3), np.array([6, 4], "int32"), merge_repeated=merge)
    for how in ({}, {"padding": 1, "stride": 2}, {"dilation": [1, 2], "padding": [0, 1]}):
        group.add("unfold", draw.floats(2, 2, 4, 4), kernel_size=2, **how)
    group.add("fold", draw.floats(2, 8, 9), output_size=[4, 4], kernel_size=[2, 2])
    group.add("depth_to_space", draw.floats(1, 2, 3, 8), block_size=2)
    group.add("space_to_depth", draw.floats(1, 2, 4, 3), block_size=2)
    for top_paths, width in ((1, 100), (3, 4), (2, 1)):
        group.add("ctc_decode", draw.distinct(2, 5, 3), np.array([5, 3], "int32"), strategy="beam_search",
                  beam_width=width, top_paths=top_paths, mask_index=None if width == 1 else 0)
    group.add("psnr", f32(1, 2, 3).astype("float16"), f32(2, 2, 5).astype("float16"), max_val=2.0)
    group.add("depth_to_space", draw.floats(1, 8, 2, 3), block_size=2, data_format="channels_first")
    group.add("space_to_depth", draw.floats(1, 3, 2, 4), block_size=2, data_format="channels_first")


def images(group):
    draw = Draw("images")
    x, one, colors = draw.floats(2, 5, 6, 2), draw.floats(4, 3, 2), draw.floats(2, 3, 4, 3, low=0, high=1)
    for op in "rgb_to_grayscale rgb_to_hsv hsv_to_rgb".split():
        group.add(f"image.{op}", colors)
    group.add("image.rgb_to_hsv", np.moveaxis(colors, -1, 1), data_format="channels_first")
    group.add("image.pad_images", one, top_padding=1, left_padding=2, target_height=6, target_width=5)
    group.add("image.crop_images", x, top_cropping=1, left_cropping=2, target_height=3, target_width=3)
    group.add("image.crop_images", one, top_cropping=4, left_cropping=2, bottom_cropping=0, target_width=1)  # nothing is left
    for interpolation in "bilinear nearest bicubic lanczos3 lanczos5".split():
        group.add("image.resize", one, size=(3, 5), interpolation=interpolation, data_format="channels_last")
        group.add("image.resize", one, size=(2, 2), interpolation=interpolation, antialias=True,
                  data_format="channels_last")
    group.add("image.resize", x, size=(2, 2), crop_to_aspect_ratio=True, data_format="channels_last")
    group.add("image.resize", one, size=(4, 8), pad_to_aspect_ratio=True, fill_value=3.0, data_format="channels_last")
    group.add("image.resize", draw.ints(2, 4, 3), size=(3, 2), data_format="channels_first")
    patches = {"data_format": "channels_last"}
    group.add("image.extract_patches", x, size=(2, 3), **patches)
    group.add("image.extract_patches", one, size=(2, 2), strides=(1, 2), padding="same", **patches)
    group.add("image.extract_patches", x, size=(2, 2), strides=(1, 1), dilation_rate=2, **patches)
    group.add("image.extract_patches", draw.floats(1, 2, 3, 4, 2), size=(2, 2, 2), strides=(1, 1, 2), **patches)
    for mode in "constant nearest wrap mirror reflect".split():
        transform = draw.floats(2, 8, low=-0.1, high=0.1) + f32(1, 0, 1.3, 0, 1, -0.7, 0, 0)
        how = {"fill_mode": mode, "fill_value": 2.0, "data_format": "channels_last"}
        group.add("image.affine_transform", draw.floats(2, 4, 3, 2), transform, **how)
        group.add("image.affine_transform", one, transform[0] * 1.5, interpolation="nearest", **how)
        places = draw.floats(2, 5, low=-3.9, high=6.9)
        for order in (0, 1):
            group.add("image.map_coordinates", draw.floats(3, 4), places, order=order, fill_mode=mode, fill_value=2.0)
    group.add("image.map_coordinates", draw.ints(3, 4), draw.floats(2, 5, low=0, high=2.9), order=1)
    corners = np.array([[0, 0], [2, 0], [0, 3], [2, 3]], "float32")
    moved = corners + draw.floats(4, 2, low=-0.4, high=0.4)
    for interpolation in ("bilinear", "nearest"):
        group.add("image.perspective_transform", one, corners, moved, interpolation=interpolation, fill_value=1.0,
                  data_format="channels_last")
    for method in "linear cubic lanczos3 lanczos5".split():
        for antialias in (True, False):
            how = {"output_shape": (3, 5, 2), "spatial_dims": (0, 1), "method": method, "antialias": antialias}
            scale, translation = f32(0.6, 1.7), f32(0.4, -0.3)
            result = ops.image.scale_and_translate(one, scale=scale, translation=translation, **how)
            group.record("image.scale_and_translate", [one, scale, translation], how, result)
    group.add("image.gaussian_blur", x, kernel_size=(3, 5), sigma=(1.2, 0.7), data_format="channels_last")
    group.add("image.sobel_edges", draw.floats(1, 4, 3, 2), data_format="channels_last")
    pair = [draw.floats(2, 6, 5, 2, low=0, high=1) for _ in range(2)]
    group.add("image.ssim", *pair, filter_size=3, filter_sigma=0.8, data_format="channels_last")
    group.add("image.ssim", pair[0][0], pair[1][0], filter_size=5, max_val=2.0, data_format="channels_last")


def linalg(group):
    draw = Draw("linalg")
    square = draw.floats(2, 3, 3) + 3 * np.eye(3, dtype="float32")
    for op in ("det", "slogdet", "logdet", "inv"):
        group.add(op, square)
        group.add(op, draw.ints(3, 3) + 9 * np.eye(3, dtype="int32"))
    group.add("solve", square, draw.floats(2, 3, 2))
    for lower in (True, False):
        group.add("solve_triangular", square, draw.floats(2, 3, 2), lower=lower)
    # Of integers, as these have no gradients or none everywhere.
    group.add("cholesky", (np.array([[4, 2, 1], [2, 5, 3], [1, 3, 6]], "int32")))
    wide, tall = draw.ints(2, 3), draw.ints(4, 3)
    for x in (wide, tall, draw.ints(3, 3)):
        group.add("lu_factor", x)
        group.add("qr", x)
        group.add("svd", x, compute_uv=False)
        group.add("matrix_rank", x)
        for order in ("fro", "nuc", 1, 2, -1, -2):
            group.add("norm", x, ord=order, axis=(0, 1))
    group.add("qr", tall, mode="complete")
    group.add("pinv", wide)
    group.add("lstsq", tall, draw.ints(4))
    triangle = f32([2, 1, 3], [1, 4, 1], [2, 1, 5])
    for dtype in ("float16", "bfloat16"):
        group.add("solve_triangular", as_dtype(triangle, dtype), as_dtype(f32(1, 2, 3), dtype), lower=True)
        group.add("cholesky_inverse", as_dtype(triangle, dtype), upper=True)
    for order in (None, 1, 3):
        group.add("norm", draw.floats(3, 4), ord=order, axis=1, keepdims=True)
    group.add("norm", draw.floats(3, 4))


def result_type(*dtypes):
    """As Keras says; null where it refuses."""
    try:
        return keras.backend.result_type(*dtypes)
    except ValueError:
        return None


def dtype_promotion():
    rows = []
    for a in DTYPES:
        rows += [json.dumps([a, b, result_type(a, b)]) for b in DTYPES]
        rows += [json.dumps([a, f"python {b.__name__}", result_type(a, b)]) for b in (bool, int, float)]
    body = ",\n".join(rows)
    (FOLDER / "dtype_promotion.json").write_text(
        f'{{"keras": "{keras.__version__}", "backend": "jax", "pairs": [\n{body}\n]}}\n'
    )
    print(f"dtype_promotion: {len(rows)} pairs")


GROUPS = [elementwise, arrays, statistics, signals, networks, images, linalg, unary_math, trigonometry, arithmetic, comparison,
          products, convolutions, reductions, structure,
          indexing, creation, activations, losses]  # fmt: skip


def main(wanted):
    FOLDER.mkdir(parents=True, exist_ok=True)
    for fill in GROUPS:
        if not wanted or fill.__name__ in wanted:
            group = Group()
            fill(group)
            group.write(fill.__name__)
    if not wanted or "dtype_promotion" in wanted:
        dtype_promotion()


if __name__ == "__main__":
    main(sys.argv[1:])
