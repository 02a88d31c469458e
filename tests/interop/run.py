#!/usr/bin/env python3
"""run.py KERAS: what real Keras saves, the program KERAS reads, and the other way round.

Needs the packages of requirements.txt. Each function below named `*_agrees`, `*_travels` or `*_travel` is one test; it gets the
program as a function and an empty folder, and fails by an exception. Real data are looked for in ../shared/data of the
project; tests of absent data are skipped.
"""
import json, os, pathlib, subprocess, sys, tempfile, traceback, unittest, urllib.request

os.environ.setdefault("KERAS_BACKEND", "jax")
import keras
import numpy as np

layers = keras.layers
binary = str(pathlib.Path(sys.argv[1]).resolve())
data = pathlib.Path(__file__).resolve().parents[2].parent / "shared" / "data"


def command(*words):
    """Runs the program; its stdout. A failure carries its stderr."""
    done = subprocess.run([binary, *map(str, words)], capture_output=True, text=True, timeout=60)
    if done.returncode:
        raise RuntimeError(f"{' '.join(map(str, words))}: status {done.returncode}: {done.stderr.strip()}")
    return done.stdout


def classifier():
    keras.utils.set_random_seed(1)
    model = keras.Sequential([layers.Input((6,)), layers.Dense(8, activation="relu"), layers.Dropout(0.1),
                              layers.Dense(3, activation="softmax", name="head")])
    model.compile(optimizer=keras.optimizers.Adam(0.01), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def two_towers():
    keras.utils.set_random_seed(2)
    left, right = layers.Input((5,), name="left"), layers.Input((4,), name="right")
    shared = layers.Dense(7, activation="tanh")
    joined = layers.concatenate([shared(layers.Dense(3)(left)), shared(layers.Dense(3)(right))])
    return keras.Model([left, right], layers.Dense(2)(joined))


def normalised():
    keras.utils.set_random_seed(3)
    return keras.Sequential([layers.Input((4, 6)), layers.Reshape((24,)), layers.Dense(9), layers.BatchNormalization(),
                             layers.ReLU(), layers.Dense(5, kernel_regularizer="l2"), layers.Softmax()])


MODELS = [classifier, two_towers, normalised]


def inputs_of(model, rows=10):
    random = np.random.default_rng(0)
    return [random.normal(size=(rows, *tensor.shape[1:])).astype("float32") for tensor in model.inputs]


def labelled_rows(folder, rows=96):
    random = np.random.default_rng(1)
    x = random.normal(size=(rows, 6)).astype("float32")
    y = np.argmax(x[:, :3], axis=1).astype("int32")
    np.savez(folder / "data.npz", x=x, y=y)
    return x, y


def predict(path, inputs, folder):
    np.savez(folder / "in.npz", **{f"x{i}": x for i, x in enumerate(inputs)} if len(inputs) > 1 else {"x": inputs[0]})
    command("predict", path, folder / "in.npz", "--output", folder / "out.npz")
    return np.load(folder / "out.npz")["y"]


def close(got, want):
    np.testing.assert_allclose(got, want, rtol=1e-4, atol=1e-5)


def prediction_agrees(folder):
    for make in MODELS:
        model = make()
        for name in ("model.keras", "model.h5"):
            model.save(folder / name)
            inputs = inputs_of(model)
            close(predict(folder / name, inputs, folder), model.predict(inputs, verbose=0))


def converted_file_travels(folder):
    for make in MODELS:
        model = make()
        inputs = inputs_of(model)
        model.save(folder / "model.keras")
        command("convert", folder / "model.keras", folder / "again.keras")
        again = keras.models.load_model(folder / "again.keras")
        assert again.to_json() == model.to_json(), f"{make.__name__}: the configuration changed"
        close(again.predict(inputs, verbose=0), model.predict(inputs, verbose=0))


def weights_file_travels(folder):
    model = classifier()
    model.save(folder / "model.keras")
    command("convert", folder / "model.keras", folder / "model.weights.h5")
    other = keras.models.clone_model(model)
    other.load_weights(folder / "model.weights.h5")
    for got, want in zip(other.get_weights(), model.get_weights()):
        close(got, want)


def sharded_weights_travel(folder):
    model = classifier()
    model.optimizer.build(model.trainable_variables)
    model.save(folder / "model.keras")
    size = 250 / 2**30
    command("convert", folder / "model.keras", folder / "model.weights.json", "--max-shard-size", size)
    got = json.loads((folder / "model.weights.json").read_text())
    model.save_weights(folder / "model.weights.json", max_shard_size=size)
    want = json.loads((folder / "model.weights.json").read_text())
    assert got == want, f"{got}, expected {want}"
    command("convert", folder / "model.keras", folder / "model.weights.json", "--max-shard-size", size)
    other = keras.models.clone_model(model)
    other.compile(optimizer="adam")
    other.load_weights(folder / "model.weights.json")
    for got, want in zip(other.get_weights(), model.get_weights()):
        close(got, want)


def legacy_file_travels(folder):
    for make in MODELS:
        model = make()
        inputs = inputs_of(model)
        model.save(folder / "model.keras")
        command("convert", folder / "model.keras", folder / "model.h5")
        again = keras.models.load_model(folder / "model.h5", compile=False)
        close(again.predict(inputs, verbose=0), model.predict(inputs, verbose=0))
        close(predict(folder / "model.h5", inputs, folder), model.predict(inputs, verbose=0))


def trained_file_travels(folder):
    model = classifier()
    x, y = labelled_rows(folder)
    model.save(folder / "model.keras")
    command("fit", folder / "model.keras", folder / "data.npz", "--epochs", 3, "--no-shuffle",
            "--save", folder / "trained.keras")
    trained = keras.models.load_model(folder / "trained.keras")
    assert int(trained.optimizer.iterations) == 9, f"iterations: {int(trained.optimizer.iterations)}, expected 9"
    close(predict(folder / "trained.keras", [x], folder), trained.predict(x, verbose=0))
    trained.fit(x, y, verbose=0)


def evaluation_agrees(folder):
    model = classifier()
    x, y = labelled_rows(folder)
    model.save(folder / "model.keras")
    command("evaluate", folder / "model.keras", folder / "data.npz", "--json", folder / "logs.json")
    got, want = json.loads((folder / "logs.json").read_text()), model.evaluate(x, y, verbose=0, return_dict=True)
    assert list(got) == list(want), f"{list(got)}, expected {list(want)}"
    close(list(got.values()), list(want.values()))


def mnist():
    """3,200 real digits to learn and 1,000 to test with."""
    if not (data / "mnist.npz").exists():
        raise unittest.SkipTest("mnist.npz is absent")
    arrays = np.load(data / "mnist.npz")
    pixels = lambda name, rows: (arrays[name][:rows] / 255).astype("float32")
    labels = lambda name, rows: arrays[name][:rows].astype("int32")
    return pixels("x_train", 3200), labels("y_train", 3200), pixels("x_test", 1000), labels("y_test", 1000)


def a_hundred_steps_on_mnist_agrees(folder):
    x, y, x_test, y_test = mnist()
    keras.utils.set_random_seed(4)
    model = keras.Sequential([layers.Input((28, 28)), layers.Flatten(), layers.Dense(64, activation="relu"),
                              layers.Dense(10, activation="softmax")])
    model.compile(optimizer=keras.optimizers.SGD(0.1), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.save(folder / "start.keras")
    np.savez(folder / "train.npz", x=x, y=y)
    np.savez(folder / "test.npz", x=x_test, y=y_test)
    command("fit", folder / "start.keras", folder / "train.npz", "--batch-size", 32, "--no-shuffle",
            "--validation-data", folder / "test.npz", "--history", folder / "history.json", "--save", folder / "end.keras")
    got = json.loads((folder / "history.json").read_text())
    want = model.fit(x, y, batch_size=32, shuffle=False, validation_data=(x_test, y_test), verbose=0).history
    assert list(got) == list(want), f"{list(got)}, expected {list(want)}"
    for name in ("loss", "val_loss"):
        np.testing.assert_allclose(got[name], want[name], rtol=1e-4, err_msg=name)
    ours = keras.models.load_model(folder / "end.keras")
    np.testing.assert_allclose(ours.evaluate(x_test, y_test, verbose=0)[0], want["val_loss"][0], rtol=1e-4)


def tuned_by_low_rank():
    keras.utils.set_random_seed(5)
    model = keras.Sequential([layers.Input((6,)), layers.Dense(8, activation="tanh", lora_rank=2),
                              layers.EinsumDense("ab,bc->ac", 5, bias_axes="c", lora_rank=3, lora_alpha=6),
                              layers.Dense(3, activation="softmax")])
    for layer in model.layers[:2]:
        layer.lora_kernel_b.assign(np.random.default_rng(2).normal(size=layer.lora_kernel_b.shape) / 10)
    model.compile(optimizer=keras.optimizers.SGD(0.1), loss="sparse_categorical_crossentropy")
    return model


def low_rank_change_travels(folder):
    """What Keras saved is read, trained and saved: the kernels hold their changes, which start anew."""
    model = tuned_by_low_rank()
    x, y = labelled_rows(folder)
    model.save(folder / "model.keras")
    close(predict(folder / "model.keras", [x], folder), model.predict(x, verbose=0))
    command("fit", folder / "model.keras", folder / "data.npz", "--no-shuffle", "--save", folder / "ours.keras")
    ours, theirs = keras.models.load_model(folder / "ours.keras"), keras.models.load_model(folder / "model.keras")
    theirs.fit(x, y, shuffle=False, verbose=0)
    assert ours.get_config() == theirs.get_config()
    close(ours.predict(x, verbose=0), theirs.predict(x, verbose=0))


def summary_agrees(folder):
    model = normalised()
    model.save(folder / "model.keras")
    table = command("summary", folder / "model.keras")
    assert f"Total params: {model.count_params():,}" in table, table


def serving_agrees(folder):
    for make in MODELS:
        model = make()
        model.save(folder / "model.keras")
        inputs = inputs_of(model)
        named = {tensor.name: x.tolist() for tensor, x in zip(model.inputs, inputs)}
        columns = named if len(inputs) > 1 else inputs[0].tolist()
        server = subprocess.Popen([binary, "serve", folder / "model.keras", "--port", "0"], stdout=subprocess.PIPE, text=True)
        try:
            url = server.stdout.readline().strip()
            with urllib.request.urlopen(url, json.dumps({"inputs": columns}).encode(), timeout=60) as answer:
                got = json.load(answer)["outputs"]
        finally:
            server.terminate()
        assert server.wait(60) == 0, f"status {server.returncode}, expected 0"
        close(got, model.predict(inputs, verbose=0))


def vision():
    keras.utils.set_random_seed(4)
    return keras.Sequential([layers.Input((12, 13, 3)), layers.Conv2D(6, 3, activation="relu"), layers.BatchNormalization(),
                             layers.MaxPooling2D(), layers.SeparableConv2D(8, 3, padding="same", strides=2),
                             layers.DepthwiseConv2D(2), layers.Conv2DTranspose(4, 3, strides=2), layers.AveragePooling2D(2, padding="same"),
                             layers.GlobalMaxPooling2D(), layers.Dense(3, activation="softmax")])


def recurrent():
    keras.utils.set_random_seed(5)
    return keras.Sequential([layers.Input((7, 3)), layers.Bidirectional(layers.LSTM(4, return_sequences=True)),
                             layers.GRU(5, return_sequences=True), layers.GRU(3, reset_after=False, return_sequences=True),
                             layers.SimpleRNN(2)])


def transformer():
    keras.utils.set_random_seed(6)
    x = layers.Input((6, 8))
    y = layers.LayerNormalization()(x + layers.MultiHeadAttention(2, 4)(x, x, use_causal_mask=True))
    return keras.Model(x, layers.Dense(5)(layers.LayerNormalization()(y + layers.Dense(8, activation="gelu")(y))))


def onnx_file_agrees(folder):
    try:
        import onnxruntime
    except ImportError:
        raise unittest.SkipTest("onnxruntime is not installed")
    for make in MODELS + [vision, recurrent, transformer]:
        model = make()
        model.save(folder / "model.keras")
        command("convert", folder / "model.keras", folder / "model.onnx")
        session = onnxruntime.InferenceSession(folder / "model.onnx")
        for rows in (10, 1):  # the size of the batch is not in the file
            inputs = [x[:rows] for x in inputs_of(model)]
            named = {given.name: x for given, x in zip(session.get_inputs(), inputs)}
            (got,) = session.run(None, named)
            np.testing.assert_allclose(got, model.predict(inputs, verbose=0), rtol=1e-5, atol=1e-5)


def main():
    tests = [value for name, value in globals().items() if name.endswith(("_agrees", "_travels", "_travel"))]
    failed = skipped = 0
    for test in tests:
        with tempfile.TemporaryDirectory() as folder:
            try:
                test(pathlib.Path(folder))
                print(f"passed  {test.__name__}", flush=True)
            except unittest.SkipTest as reason:
                skipped += 1
                print(f"skipped {test.__name__}: {reason}", flush=True)
            except Exception:
                failed += 1
                print(f"FAILED  {test.__name__}\n{traceback.format_exc(limit=-3)}", flush=True)
    print(f"{len(tests) - failed - skipped} passed, {failed} failed, {skipped} skipped")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
