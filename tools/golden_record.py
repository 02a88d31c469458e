"""What tools/golden.py writes with: arrays as JSON, inputs with few digits, files of cases."""

import json
import zlib
from operator import attrgetter
from pathlib import Path

import keras
import numpy as np
from keras import ops

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "golden"


# ---- arrays as JSON -----------------------------------------------------------------------------


def number(x):
    """The shortest JSON number that reads back as `x`, also when read as a double and rounded."""
    if x.dtype == bool:
        return str(int(x))
    if x.dtype.kind in "iu":
        return str(x)
    if np.isnan(x):
        return "NaN"
    if np.isinf(x):
        return "Infinity" if x > 0 else "-Infinity"
    if x == 0:
        return "-0.0" if np.signbit(x) else "0"  # -0 would be an integer
    plain = 1e-4 <= abs(float(x)) < 1e7
    short = (np.format_float_positional if plain else np.format_float_scientific)(x, trim="-")
    return short if x.dtype.type(float(short)) == x else repr(float(x))


def array_json(x):
    dtype = keras.backend.standardize_dtype(x.dtype)
    values = np.asarray(x)
    if dtype == "bfloat16":
        values = values.astype("float32")
    flat = ", ".join(number(v) for v in values.ravel())
    shape = json.dumps(list(values.shape))
    return f'{{"dtype": "{dtype}", "shape": {shape}, "values": [{flat}]}}'


def to_json(x):
    """Arrays as {"dtype", "shape", "values"}, lists of them as lists, plain numbers as themselves."""
    if isinstance(x, (list, tuple)):
        return "[" + ", ".join(to_json(item) for item in x) + "]"
    if isinstance(x, dict):
        return "{" + ", ".join(f'"{key}": {to_json(value)}' for key, value in x.items()) + "}"
    if x is None or isinstance(x, (bool, int, float, str)):
        return json.dumps(x)
    return array_json(x)


# ---- inputs -------------------------------------------------------------------------------------


class Draw:
    """Inputs with few digits, the same on every run whatever else the file holds."""

    def __init__(self, seed):
        self.random = np.random.default_rng(zlib.crc32(seed.encode()))

    def floats(self, *shape, low=-2.0, high=2.0, dtype="float32"):
        return np.round(self.random.uniform(low, high, shape), 2).astype(dtype)

    def ints(self, *shape, low=-5, high=6, dtype="int32"):
        return self.random.integers(low, high, shape).astype(dtype)

    def bools(self, *shape):
        return self.random.integers(0, 2, shape).astype(bool)

    def distinct(self, *shape, dtype="float32"):
        """No two equal, so that an order is unique."""
        count = int(np.prod(shape))
        return (self.random.permutation(count) - count // 2).reshape(shape).astype(dtype) / 4

    def of(self, dtype, *shape):
        if dtype == "bool":
            return self.bools(*shape)
        if dtype.startswith("u"):
            return self.ints(*shape, low=0, high=12, dtype=dtype)
        if dtype.startswith("int"):
            return self.ints(*shape, dtype=dtype)
        return as_dtype(self.floats(*shape), dtype)


def as_dtype(x, dtype):
    return ops.convert_to_tensor(x, dtype="bfloat16") if dtype == "bfloat16" else x.astype(dtype)


def f32(*values):
    return np.array(values, dtype="float32")


# ---- a file of cases ----------------------------------------------------------------------------


class Group:
    def __init__(self):
        self.lines = []
        self.refused = []

    def add(self, op, *args, **kwargs):
        """Records ops.<op>(*args, **kwargs). Arguments that are no arrays go by Keras's names."""
        function = attrgetter(op)(keras.activations if op == "mish" else ops)
        try:
            result = function(*args, **kwargs)
        except Exception as error:
            self.refused.append(f"{op}{kwargs}: {type(error).__name__}")
            return
        self.record(op, args, kwargs, result)

    def record(self, op, args, kwargs, result):
        fields = {"op": op, "args": list(args), "kwargs": kwargs, "expected": result}
        self.lines.append(to_json(fields))

    def write(self, name):
        head = f'{{"keras": "{keras.__version__}", "backend": "{keras.backend.backend()}"'
        body = ",\n".join(self.lines)
        (FOLDER / f"{name}.json").write_text(f'{head}, "cases": [\n{body}\n]}}\n')
        print(f"{name}: {len(self.lines)} cases", *self.refused, sep="\n  Keras refuses ")
