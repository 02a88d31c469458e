#include "keras/models/clear_session.hpp"

#include "keras/core/naming.hpp"

namespace keras::utils {

void clear_session() { reset_names(); }

}  // namespace keras::utils
