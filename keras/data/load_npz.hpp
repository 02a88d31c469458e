#pragma once
#include <string>

#include "keras/graph/structure.hpp"

namespace keras::utils {

/// The arrays of an `.npz` file by their names.
///
///     const auto arrays = utils::load_npz("train.npz");
///     model.fit(arrays["x"], arrays["y"]);
///
/// An error for a damaged file and for arrays that are neither numbers nor strings.
/// https://numpy.org/doc/stable/reference/generated/numpy.load.html
Dict load_npz(const std::string& path);

}  // namespace keras::utils
