// keras.callbacks
#pragma once
#include "keras/callbacks/backup_and_restore.hpp"
#include "keras/callbacks/csv_logger.hpp"
#include "keras/callbacks/early_stopping.hpp"
#include "keras/callbacks/model_checkpoint.hpp"
#include "keras/callbacks/reduce_lr_on_plateau.hpp"
#include "keras/callbacks/terminate_on_nan.hpp"
