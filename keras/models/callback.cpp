#include "keras/models/callback.hpp"

#include "keras/core/registry_table.hpp"

template class keras::Registry<keras::Callback>;
template struct keras::Registered<keras::Callback>;
