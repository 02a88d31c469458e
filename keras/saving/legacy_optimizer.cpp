#include "keras/saving/legacy_optimizer.hpp"

#include <algorithm>
#include <map>
#include <string_view>

namespace keras::saving {
namespace {

/// "m" of "Adam/dense/kernel/m:0".
std::string_view slot_of(std::string_view name) {
  name = name.substr(0, name.rfind(':'));
  return name.substr(name.rfind('/') + 1);  // of no slash, all
}

/// What a slot has been called since; some had one name in several optimizers.
const std::multimap<std::string_view, std::string_view> names_since = {
    {"iter", "iteration"},
    {"momentum_cache", "variable"},
    {"m", "momentum"},
    {"v", "velocity"},
    {"v", "norm"},
    {"vhat", "velocity_hat"},
    {"rms", "velocity"},
    {"momentum", "momentum"},
    {"mg", "average_gradient"},
    {"accumulator", "accumulator"},
    {"linear", "linear"},
    {"accum_grad", "accumulated_grad"},
    {"accum_var", "accumulated_delta_var"},
};

bool is_called(std::string_view variable, std::string_view slot) {
  if (!variable.ends_with(slot)) return false;
  const auto before = variable.size() - slot.size();
  return before == 0 || variable[before - 1] == '_';
}

}  // namespace

bool is_legacy_state(const std::vector<std::string>& names) {
  return !names.empty() && slot_of(names[0]) == "iter";
}

std::optional<Variables> variables_of_legacy_state(const Variables& variables,
                                                   const std::vector<std::string>& names) {
  Variables result;
  std::vector<bool> taken(variables.size());
  for (const auto& name : names) {
    const auto [first, last] = names_since.equal_range(slot_of(name));
    std::size_t i = 0;
    while (i < variables.size() && (taken[i] || std::none_of(first, last, [&](const auto& since) {
                                      return is_called(variables[i].name(), since.second);
                                    })))
      ++i;
    if (i == variables.size()) return {};
    taken[i] = true;
    result.push_back(variables[i]);
  }
  return result;
}

}  // namespace keras::saving
