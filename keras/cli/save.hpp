// The files that models are written to.
#pragma once
#include <string>
#include <string_view>

namespace keras::cli {

/// A usage error that names `option` when the suffix is none that models are saved with; an error
/// when no file could be written there.
void check_model_path(std::string_view option, const std::string& path);

}  // namespace keras::cli
