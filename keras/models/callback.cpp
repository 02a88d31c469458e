#include "keras/models/callback.hpp"

#include "keras/core/registry_impl.hpp"

template class keras::Registry<keras::Callback>;
