// keras.distillation
#pragma once
#include "keras/distillation/distillation_loss.hpp"
#include "keras/distillation/distiller.hpp"
