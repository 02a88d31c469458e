#pragma once
#include <utility>
#include <vector>

#include "keras/compiler/ir.hpp"

namespace keras::compiler {

/// Lets results and new values of variables be written where they belong, where that is safe;
/// returns the updates (variable, value) that must be copied at the end.
std::vector<Update> place_results(Ir& ir);

/// Puts the variables that matrix products read on their right side in panels, together with what
/// is updated element by element beside them. Readers that need rows get a copy: the returned
/// pairs (variable's value, its copy) are made when the program starts.
std::vector<std::pair<int, int>> choose_layouts(Ir& ir);

}  // namespace keras::compiler
