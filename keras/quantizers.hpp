// keras.quantizers
#pragma once
#include "keras/quantizers/abs_max.hpp"
#include "keras/quantizers/fake_quant.hpp"
#include "keras/quantizers/float8.hpp"
#include "keras/quantizers/int4.hpp"
#include "keras/quantizers/quantization_config.hpp"
#include "keras/quantizers/quantizer.hpp"
