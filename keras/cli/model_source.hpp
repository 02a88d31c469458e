// What every command that takes a MODEL has in common.
#pragma once
#include <string>

#include "keras/cli/arguments.hpp"
#include "keras/saving/saving.hpp"

namespace keras::cli {

/// MODEL, in the help.
extern const Option model_argument;

/// `options`, then --weights and --threads.
std::vector<Option> with_model_options(std::vector<Option> options);

/// The model of the first argument with the weights of `--weights`, on `--threads` threads.
Model open_model(const Arguments& arguments, models::LoadOptions options = {});
/// The same for a model that stands in `path`.
Model open_model(const Arguments& arguments, const std::string& path,
                 models::LoadOptions options = {});

/// Compiles as `--optimizer`, `--learning-rate`, `--loss` and `--metrics` say, over what the file
/// says; an error when neither says anything.
void compile_model(const Model& model, const Arguments& arguments);

}  // namespace keras::cli
