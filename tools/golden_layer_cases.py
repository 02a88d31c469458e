"""The cases of tools/golden_layers.py: (arguments, input shapes, training, mask, data to adapt to)."""

import numpy as np

HALF = {"dtype": "float16"}
MASK = np.array([[1, 1, 0], [1, 0, 1]], bool)



def recurrent(**more):
    """The cases of a recurrent layer with one bias or two."""
    options = {"units": 3, **more}
    sequences = {**options, "return_sequences": True}
    return [
        (options, (2, 4, 5)),
        (options, (18, 3, 2)),
        ({**sequences, "go_backwards": True, "use_bias": False}, (2, 4, 5)),
        (sequences, (2, 3, 2), False, MASK),
        ({**sequences, "zero_output_for_mask": True}, (2, 3, 2), False, MASK),
        ({**sequences, "unroll": True}, (2, 3, 2), False, MASK),
        ({**options, "activation": "relu", "go_backwards": True}, (2, 3, 2), False, MASK),
        ({**sequences, "activation": "softsign", "activity_regularizer": "l2"}, (2, 3, 2)),
        ({**options, "kernel_regularizer": "l1", "recurrent_regularizer": "l2"}, (1, 3, 2)),
        ({**options, "dtype": "mixed_float16"}, (2, 3, 2)),
    ]


CASES = {
    "SimpleRNN": recurrent(),
    "GRU": recurrent() + [
        ({"units": 3, "reset_after": False, "return_sequences": True}, (2, 4, 5)),
        ({"units": 3, "recurrent_activation": "hard_sigmoid"}, (2, 3, 2), False, MASK),
    ],
    "LSTM": recurrent() + [
        ({"units": 2, "unit_forget_bias": False}, (2, 4, 5)),
        ({"units": 3, "recurrent_activation": "hard_sigmoid"}, (2, 3, 2), False, MASK),
    ],
    "Attention": [
        ({}, [(2, 3, 4), (2, 5, 4)]),
        ({"use_scale": True}, [(2, 3, 4), (2, 5, 4), (2, 5, 4)]),
        ({"score_mode": "concat"}, [(2, 3, 4), (2, 5, 4)]),
        ({"score_mode": "concat", "use_scale": True}, [(2, 3, 4), (2, 5, 4)]),
        (HALF, [(2, 3, 4), (2, 5, 4)]),
    ],
    "AdditiveAttention": [
        ({}, [(2, 3, 4), (2, 5, 4)]),
        ({"use_scale": False}, [(2, 3, 4), (2, 5, 4), (2, 5, 4)]),
    ],
    "ReLU": [
        ({}, (2, 5)),
        ({"max_value": 2}, (2, 3, 2)),
        ({"max_value": 6}, (2, 9)),
        ({"negative_slope": 0.25}, (2, 9)),
        ({"negative_slope": 0.25, "threshold": 0.5, "max_value": 1.5}, (3, 9)),
        ({"negative_slope": 0.25, "max_value": 1.5}, (2, 9)),
        ({"threshold": 1.0, "activity_regularizer": "l2"}, (2, 9)),
        (HALF, (2, 5)),
    ],
    "Softmax": [
        ({}, (2, 5)),
        ({"axis": 1}, (2, 3, 2)),
        ({"axis": [1, 2]}, (2, 3, 2)),
        ({}, (2, 3), False, MASK),
        (HALF, (2, 5)),
    ],
    "Reshape": [
        ({"target_shape": (3, 4)}, (2, 12)),
        ({"target_shape": (-1, 2)}, (2, 4, 3)),
        ({"target_shape": ()}, (2, 1)),
        ({"target_shape": (6,)}, ((2, 2, 3), "int32")),
    ],
    "Rescaling": [
        ({"scale": 0.5}, (2, 3)),
        ({"scale": 1 / 255, "offset": -1}, ((2, 4, 4, 3), "uint8", 255)),
        ({"scale": [0.5, 2.0, 3.0], "offset": np.array([1, 2, 3], "float32")}, (2, 2, 3)),
        ({"scale": 2, "dtype": "bfloat16"}, (2, 3)),
    ],
    "Normalization": [
        ({"mean": 2.0, "variance": 4.0}, (2, 3)),
        ({"mean": [1.0, 2.0, 3.0], "variance": [1.0, 4.0, 0.0]}, (2, 2, 3)),
        ({"axis": (1, 2), "mean": [1.0, 2.0, 3.0], "variance": [1.0, 4.0, 2.0]}, (2, 2, 3)),
        ({"axis": None, "mean": 3.0, "variance": 2.0, "invert": True}, (2, 3)),
        ({}, (2, 3), False, None, np.arange(24, dtype="float32").reshape(8, 3) ** 2),
        ({"axis": (1, -1), "invert": True}, (2, 4, 3), False, None, np.arange(48.0).reshape(4, 4, 3) % 7),
        ({"axis": None}, ((2, 3), "int32"), False, None, np.arange(24).reshape(8, 3) % 5),
        (HALF, (2, 3), False, None, np.arange(24, dtype="float32").reshape(8, 3) % 5),
    ],
    "BatchNormalization": [
        ({}, (4, 3)),
        ({}, (4, 3), True),
        ({"axis": 1, "momentum": 0.8, "epsilon": 0.01}, (3, 4, 2), True),
        ({"center": False, "gamma_regularizer": "l2"}, (3, 2, 2, 3), True),
        ({"scale": False}, (3, 2, 3), True),
        ({"trainable": False}, (4, 3), True),
        ({}, (2, 3, 4), True, MASK),
        ({"renorm": True}, (6, 3), True),
        ({"renorm": True, "renorm_clipping": {"rmax": 1.2, "rmin": 0.8, "dmax": 0.5}, "renorm_momentum": 0.5}, (6, 3), True),
        ({"renorm": True, "scale": False, "center": False}, (6, 3), True),
        ({"renorm": True}, (6, 3)),
        (HALF, (4, 3), True),
        ({"dtype": "mixed_bfloat16"}, (4, 3), True),
    ],
    "LeakyReLU": [({}, (2, 5)), ({"negative_slope": 0.1}, (2, 3, 2))],
    "PReLU": [({}, (2, 3, 2)), ({"shared_axes": [1], "alpha_regularizer": "l1"}, (2, 3, 2)), ({"shared_axes": 1}, (2, 4, 3))],
    "ELU": [({}, (2, 5)), ({"alpha": 0.5}, (2, 5))],
    "Identity": [({}, (2, 5)), ({}, ((2, 3), "int32"))],
    "Permute": [({"dims": (2, 1)}, (2, 3, 4)), ({"dims": [3, 1, 2]}, (2, 3, 4, 5))],
    "RepeatVector": [({"n": 3}, (2, 4))],
    "ZeroPadding1D": [
        ({}, (2, 3, 2)),
        ({"padding": (1, 2)}, (2, 3, 2)),
        ({"padding": 2, "data_format": "channels_first"}, (1, 2, 3)),
    ],
    "ZeroPadding2D": [
        ({}, (1, 2, 3, 2)),
        ({"padding": (1, 2), "data_format": "channels_first"}, (1, 2, 3, 2)),
        ({"padding": ((1, 0), (0, 2))}, (1, 2, 3, 2)),
    ],
    "ZeroPadding3D": [({}, (1, 1, 2, 1, 2)), ({"padding": ((1, 0), (0, 2), (0, 1))}, (1, 2, 1, 2, 1))],
    "Cropping1D": [({}, (2, 5, 2)), ({"cropping": 2}, (1, 6, 2)), ({"cropping": (0, 2)}, (1, 6, 2))],
    "Cropping2D": [
        ({}, (1, 3, 4, 2)),
        ({"cropping": 1}, (1, 3, 4, 2)),
        ({"cropping": ((1, 0), (0, 2)), "data_format": "channels_first"}, (1, 2, 3, 4)),
    ],
    "Cropping3D": [({}, (1, 3, 4, 3, 1)), ({"cropping": ((1, 0), (0, 2), (1, 1)), "data_format": "channels_first"}, (1, 1, 3, 4, 3))],
    "UpSampling1D": [({}, (2, 3, 2)), ({"size": 3}, (1, 2, 2))],
    "UpSampling2D": [
        ({}, (1, 2, 3, 2)),
        ({"size": (1, 3), "data_format": "channels_first"}, (1, 2, 2, 3)),
        ({"interpolation": "bilinear"}, (1, 3, 2, 2)),
        ({"size": 3, "interpolation": "bicubic"}, (1, 4, 5, 1)),
        ({"size": (2, 3), "interpolation": "lanczos3"}, (1, 4, 5, 1)),
        ({"interpolation": "lanczos5", "data_format": "channels_first"}, (1, 1, 4, 5)),
    ],
    "UpSampling3D": [({}, (1, 2, 1, 2, 1)), ({"size": (1, 2, 3), "data_format": "channels_first"}, (1, 1, 2, 1, 2))],
    "GaussianNoise": [({"stddev": 0.5, "seed": 3}, (2, 3)), ({"stddev": 0}, (2, 3), True)],
    "GaussianDropout": [({"rate": 0.5, "seed": 3}, (2, 3)), ({"rate": 0}, (2, 3), True)],
    "AlphaDropout": [({"rate": 0.5, "noise_shape": (None, 1)}, (2, 3)), ({"rate": 0}, (2, 3), True)],
    "Dropout": [({"rate": 0.5, "noise_shape": (None, 1)}, (2, 3)), ({"rate": 0}, (2, 3), True)],
    "SpatialDropout1D": [({"rate": 0.5}, (2, 3, 2))],
    "SpatialDropout2D": [({"rate": 0.5, "seed": 1}, (2, 3, 2, 2)), ({"rate": 0.0, "data_format": "channels_first"}, (1, 2, 2, 2), True)],
    "SpatialDropout3D": [({"rate": 0.5}, (1, 2, 3, 2, 2))],
    "ActivityRegularization": [({"l1": 0.25, "l2": 0.5}, (2, 3))],
    "Add": [({}, [(2, 3), (2, 3), (2, 3)]), ({}, [(2, 3), (2, 4, 3)]), ({}, [((2, 3), "int32"), (2, 1)])],
    "Subtract": [({}, [(2, 3), (2, 3)]), ({}, [(2, 4, 3), (2, 3)])],
    "Multiply": [({}, [(2, 3), (2, 3), (2, 1)])],
    "Average": [({}, [(2, 3), (2, 3), (2, 3)]), ({}, [((2, 3), "int32"), ((2, 3), "int32")])],
    "Maximum": [({}, [(2, 3), (2, 3)])],
    "Minimum": [({}, [(2, 3), (2, 3)]), (HALF, [(2, 3), (2, 3)])],
    "Concatenate": [({}, [(2, 3), (2, 2)]), ({"axis": 1}, [(2, 2, 3), (2, 1, 3), (2, 4, 3)])],
    "Dot": [
        ({"axes": 1}, [(2, 3), (2, 3)]),
        ({"axes": (2, 1)}, [(2, 3, 4), (2, 4, 5)]),
        ({"axes": -1, "normalize": True}, [(2, 3, 4), (2, 5, 4)]),
        ({"axes": (1, 2)}, [(2, 4), (2, 3, 4)]),
        ({"axes": (2, 1)}, [(2, 3, 4, 2), (2, 4, 3, 2)]),
    ],
    "LayerNormalization": [
        ({}, (2, 5)),
        ({"axis": [1, 2], "epsilon": 0.01}, (2, 3, 4)),
        ({"axis": 1}, (2, 3, 4)),
        ({"axis": (-1,), "center": False}, (2, 3, 4)),
        ({"scale": False, "beta_regularizer": "l2"}, (2, 3, 4)),
        ({"scale": False, "center": False}, (2, 4)),
        ({"dtype": "mixed_float16"}, (2, 4)),
    ],
    "RMSNormalization": [({}, (2, 5)), ({"axis": (1, 2), "epsilon": 0.01}, (2, 3, 4)), (HALF, (2, 4))],
    "UnitNormalization": [({}, (2, 5)), ({"axis": [1, 2]}, (2, 3, 4)), ({"axis": 1}, (2, 3, 4))],
    "GroupNormalization": [
        ({"groups": 2}, (2, 3, 4)),
        ({"groups": -1}, (2, 2, 3, 4)),
        ({"groups": 2, "axis": 1, "center": False}, (2, 4, 3)),
        ({"groups": 1, "scale": False, "epsilon": 0.1}, (2, 3, 4)),
        ({"groups": 2, "dtype": "mixed_float16"}, (2, 3, 4)),
    ],
    "Embedding": [
        ({"input_dim": 5, "output_dim": 3}, ((2, 4), "int32")),
        ({"input_dim": 5, "output_dim": 2, "mask_zero": True, "embeddings_regularizer": "l2"}, ((2,), "int32")),
        ({"input_dim": 5, "output_dim": 2, "dtype": "mixed_float16"}, ((2, 3), "uint8")),
    ],
    "Dense": [
        ({"units": 2}, (2, 3)),
        ({"units": 2, "activation": "tanh", "use_bias": False, "kernel_regularizer": "l2"}, (2, 2, 3)),
        ({"units": 2, "dtype": "mixed_float16", "activity_regularizer": "l1"}, (2, 3)),
    ],
    "EinsumDense": [
        ({"equation": "ab,bc->ac", "output_shape": 4, "bias_axes": "c"}, (2, 3)),
        ({"equation": "abc,cd->abd", "output_shape": (None, 4), "activation": "relu"}, (2, 3, 5)),
        ({"equation": "...x,xy->...y", "output_shape": 4, "bias_axes": "y"}, (2, 3, 5)),
        ({"equation": "abc,cde->abde", "output_shape": (3, 2, 4), "bias_axes": "be", "kernel_regularizer": "l2"}, (2, 3, 5)),
        ({"equation": "abcd,cde->abe", "output_shape": (None, 2), "bias_axes": "e"}, (2, 3, 2, 4)),
        ({"equation": "ab...,bc->ac...", "output_shape": 4, "bias_axes": "c"}, (2, 3, 2)),
    ],
    "Masking": [({}, (2, 3, 2)), ({"mask_value": 1.0}, np.array([[[1, 1], [1, 2]], [[0, 1], [1, 1]]], "float32"))],
    "GlobalAveragePooling1D": [
        ({}, (2, 3, 4)),
        ({"data_format": "channels_first", "keepdims": True}, (2, 3, 4)),
        ({}, (2, 3, 4), False, MASK),
    ],
    "GlobalAveragePooling2D": [({}, (2, 3, 2, 2)), ({"data_format": "channels_first"}, (2, 3, 2, 2))],
    "GlobalAveragePooling3D": [({"keepdims": True}, (1, 3, 2, 2, 2))],
    "GlobalMaxPooling1D": [({}, (2, 3, 4))],
    "GlobalMaxPooling2D": [({"keepdims": True}, (2, 3, 2, 2))],
    "GlobalMaxPooling3D": [({"data_format": "channels_first"}, (1, 2, 3, 2, 2))],
    "STFTSpectrogram": [
        ({"mode": mode, "frame_length": 8, "fft_length": 16, **more}, (2, 30, 2))
        for mode, more in [
            ("log", {}), ("magnitude", {"window": "hamming", "periodic": True}), ("psd", {"scaling": "spectrum"}),
            ("real", {"padding": "same", "frame_step": 3}), ("imag", {"scaling": None}), ("angle", {"expand_dims": True}),
            ("stft", {"window": None}), ("psd", {"expand_dims": True}),
        ]
    ] + [
        ({"mode": "magnitude", "frame_length": 8, "data_format": "channels_first", "expand_dims": expand}, (2, 2, 30))
        for expand in (False, True)
    ],
    "MelSpectrogram": [
        ({"fft_length": 32, "sequence_stride": 16, "sampling_rate": 800, "num_mel_bins": 8, "max_freq": 400, **more}, (2, 96))
        for more in [
            {}, {"power_to_db": False}, {"top_db": 20.0, "window": "hamming"}, {"ref_power": 2.0, "min_power": 1e-5},
            {"sequence_length": 20, "mag_exp": 1.0, "window": None}, {"min_freq": 50.0, "dtype": "float16"},
        ]
    ],
    "AutoContrast": [
        ({}, ((2, 3, 4, 3), "float32")), ({"value_range": (-3, 3)}, (2, 3, 4, 3)),
        ({"value_range": (-3, 3), "data_format": "channels_first"}, (2, 3, 4, 3)), ({"value_range": (-3, 3)}, (3, 4, 2)),
    ],
    "Equalization": [
        ({"value_range": (-3, 3)}, (2, 3, 4, 2), True), ({"value_range": (-3, 3), "bins": 5}, (2, 3, 4, 2), True),
        ({"value_range": (0, 1)}, (2, 3, 4, 2), False),
        ({"value_range": (-3, 3), "bins": 16, "data_format": "channels_first"}, (2, 3, 4, 2), True),
    ],
    "ContrastLimitedAdaptiveHistogramEqualization": [
        ({"value_range": (-3, 3), "tile_grid_size": (2, 3)}, (2, 5, 7, 2)),
        ({"value_range": (-3, 3), "tile_grid_size": (2, 2), "clip_limit": 0.0}, (4, 4, 2)),
        ({"value_range": (-3, 3), "tile_grid_size": (1, 2), "data_format": "channels_first"}, (2, 3, 4, 4)),
    ],
    "MaxNumBoundingBoxes": [({"max_number": 3}, (2, 4, 4, 3))],
    "CategoryEncoding": [
        ({"num_tokens": 5}, ((2, 3), "int32")),
        ({"num_tokens": 5, "output_mode": "one_hot"}, ((3, 1), "int32")),
        ({"num_tokens": 5, "output_mode": "one_hot"}, ((3, 2), "int32")),
        ({"num_tokens": 5, "output_mode": "count"}, ((2, 6), "int32")),
    ],
    "Flatten": [({}, (2, 3, 2)), ({"data_format": "channels_first"}, (2, 3, 2, 2))],
    "Activation": [({"activation": "relu"}, (2, 3))],
    "Conv1D": [
        ({"filters": 3, "kernel_size": 2}, (2, 5, 2)),
        ({"filters": 2, "kernel_size": 3, "strides": 2, "padding": "same", "activation": "relu"}, (2, 6, 3)),
        ({"filters": 2, "kernel_size": 3, "padding": "causal", "dilation_rate": 2, "use_bias": False}, (2, 6, 3)),
        ({"filters": 4, "kernel_size": 2, "groups": 2, "data_format": "channels_first"}, (2, 4, 5)),
        ({"filters": 3, "kernel_size": 1}, (2, 3, 4)),
    ],
    "Conv2D": [
        ({"filters": 3, "kernel_size": 3}, (2, 5, 4, 2)),
        ({"filters": 3, "kernel_size": (2, 3), "strides": 2, "padding": "same"}, (1, 5, 6, 3)),
        ({"filters": 18, "kernel_size": 3, "padding": "same", "activation": "tanh"}, (1, 4, 3, 7)),
        ({"filters": 2, "kernel_size": 3, "dilation_rate": (2, 1), "kernel_regularizer": "l2"}, (1, 6, 5, 2)),
        ({"filters": 4, "kernel_size": 3, "groups": 2, "padding": "same", "data_format": "channels_first"}, (1, 4, 3, 4)),
        ({"filters": 2, "kernel_size": (4, 2), "strides": (3, 1), "padding": "same", "bias_regularizer": "l1"}, (1, 7, 3, 2)),
        ({"filters": 4, "kernel_size": 1, "strides": 2, "activity_regularizer": "l2"}, (2, 5, 4, 3)),
        ({"filters": 3, "kernel_size": 2, **HALF}, (1, 3, 3, 2)),
        ({"filters": 3, "kernel_size": 2, "dtype": "mixed_bfloat16"}, (1, 3, 3, 2)),
    ],
    "Conv3D": [
        ({"filters": 2, "kernel_size": 2}, (1, 3, 3, 3, 2)),
        ({"filters": 2, "kernel_size": (1, 2, 3), "strides": (2, 1, 2), "padding": "same"}, (1, 3, 2, 4, 2)),
        ({"filters": 2, "kernel_size": 2, "data_format": "channels_first"}, (1, 1, 2, 3, 3)),
    ],
    "Conv1DTranspose": [
        ({"filters": 3, "kernel_size": 3}, (2, 4, 2)),
        ({"filters": 3, "kernel_size": 2, "strides": 3}, (1, 4, 2)),
        ({"filters": 2, "kernel_size": 4, "strides": 2, "padding": "same"}, (1, 4, 3)),
        ({"filters": 2, "kernel_size": 3, "strides": 3, "padding": "same", "output_padding": 1}, (1, 3, 2)),
        ({"filters": 2, "kernel_size": 3, "dilation_rate": 2, "data_format": "channels_first"}, (1, 2, 4)),
    ],
    "Conv2DTranspose": [
        ({"filters": 3, "kernel_size": 3}, (2, 3, 2, 2)),
        ({"filters": 2, "kernel_size": 3, "strides": 2, "padding": "same"}, (1, 3, 4, 3)),
        ({"filters": 2, "kernel_size": (2, 5), "strides": (3, 2), "output_padding": (2, 1)}, (1, 2, 3, 2)),
        ({"filters": 2, "kernel_size": 4, "strides": 3, "padding": "same", "output_padding": 0}, (1, 3, 2, 2)),
        ({"filters": 2, "kernel_size": 1, "strides": 2, "padding": "same"}, (1, 2, 3, 2)),
        ({"filters": 2, "kernel_size": 3, "padding": "same", "dilation_rate": 2, "activation": "relu"}, (1, 4, 4, 2)),
        ({"filters": 2, "kernel_size": 3, "strides": 2, "data_format": "channels_first", "use_bias": False}, (1, 3, 2, 3)),
        ({"filters": 2, "kernel_size": 2, **HALF}, (1, 3, 2, 2)),
    ],
    "Conv3DTranspose": [
        ({"filters": 2, "kernel_size": 2}, (1, 2, 2, 2, 2)),
        ({"filters": 2, "kernel_size": 3, "strides": (2, 1, 2), "padding": "same"}, (1, 2, 2, 2, 1)),
    ],
    "DepthwiseConv1D": [
        ({"kernel_size": 3}, (2, 5, 3)),
        ({"kernel_size": 2, "depth_multiplier": 2, "strides": 2, "padding": "same"}, (1, 5, 3)),
        ({"kernel_size": 3, "padding": "same", "data_format": "channels_first"}, (1, 3, 4)),
    ],
    "DepthwiseConv2D": [
        ({"kernel_size": 3}, (2, 5, 4, 3)),
        ({"kernel_size": 3, "strides": 2, "padding": "same", "activation": "relu6"}, (1, 6, 5, 11)),
        ({"kernel_size": (2, 3), "depth_multiplier": 3, "depthwise_regularizer": "l2"}, (1, 4, 4, 2)),
        ({"kernel_size": 3, "dilation_rate": 2, "padding": "same", "use_bias": False}, (1, 5, 10, 9)),
        ({"kernel_size": 2, "data_format": "channels_first"}, (1, 3, 3, 4)),
        ({"kernel_size": 3, "padding": "same"}, (1, 3, 4, 1)),
        ({"kernel_size": 2, **HALF}, (1, 3, 3, 2)),
    ],
    "SeparableConv1D": [
        ({"filters": 3, "kernel_size": 2}, (2, 5, 2)),
        ({"filters": 3, "kernel_size": 3, "depth_multiplier": 2, "strides": 2, "padding": "same"}, (1, 6, 2)),
    ],
    "SeparableConv2D": [
        ({"filters": 3, "kernel_size": 3}, (2, 5, 4, 2)),
        ({"filters": 3, "kernel_size": 3, "depth_multiplier": 2, "strides": 2, "padding": "same"}, (1, 5, 6, 2)),
        ({"filters": 2, "kernel_size": 2, "data_format": "channels_first", "pointwise_regularizer": "l2"}, (1, 3, 3, 4)),
    ],
    "MaxPooling1D": [
        ({}, (2, 5, 3)),
        ({"pool_size": 3, "strides": 2, "padding": "same"}, (2, 6, 3)),
        ({"pool_size": 2, "data_format": "channels_first"}, (1, 3, 5)),
    ],
    "MaxPooling2D": [
        ({}, (2, 4, 5, 3)),
        ({"pool_size": 3, "strides": 2, "padding": "same"}, (1, 6, 5, 11)),
        ({"pool_size": (2, 3), "strides": 1}, (1, 4, 10, 2)),
        ({"pool_size": 2, "data_format": "channels_first"}, (1, 3, 4, 4)),
        ({"pool_size": 2, "strides": 3}, (1, 6, 6, 2)),
        ({"pool_size": 2, **HALF}, (1, 4, 4, 2)),
    ],
    "MaxPooling3D": [({}, (1, 4, 2, 4, 2)), ({"pool_size": 2, "strides": 1, "padding": "same"}, (1, 2, 3, 2, 2))],
    "AveragePooling1D": [
        ({"pool_size": 2}, (2, 5, 3)),
        ({"pool_size": 3, "strides": 2, "padding": "same"}, (2, 6, 3)),
        ({"pool_size": 2, "data_format": "channels_first"}, (1, 3, 5)),
    ],
    "AveragePooling2D": [
        ({"pool_size": 2}, (2, 4, 5, 3)),
        ({"pool_size": 3, "strides": 2, "padding": "same"}, (1, 6, 5, 11)),
        ({"pool_size": (3, 2), "strides": 1, "padding": "same"}, (1, 4, 10, 2)),
        ({"pool_size": 2, "padding": "same", "data_format": "channels_first"}, (1, 3, 5, 4)),
        ({"pool_size": 2, **HALF}, (1, 4, 4, 2)),
    ],
    "AveragePooling3D": [
        ({"pool_size": 2}, (1, 4, 2, 4, 2)),
        ({"pool_size": 2, "strides": 1, "padding": "same"}, (1, 2, 3, 2, 2)),
    ],
    "AdaptiveMaxPooling1D": [({"output_size": 2}, (2, 5, 3)), ({"output_size": 4, "data_format": "channels_first"}, (1, 2, 3))],
    "AdaptiveMaxPooling2D": [({"output_size": (2, 3)}, (2, 5, 7, 2))],
    "AdaptiveMaxPooling3D": [({"output_size": (1, 2, 3)}, (1, 2, 3, 5, 2))],
    "AdaptiveAveragePooling1D": [({"output_size": 2}, (2, 5, 3)), ({"output_size": 4, "data_format": "channels_first"}, (1, 2, 3))],
    "AdaptiveAveragePooling2D": [({"output_size": (2, 3)}, (2, 5, 7, 2))],
    "AdaptiveAveragePooling3D": [({"output_size": (1, 2, 3)}, (1, 2, 3, 5, 2))],
}
