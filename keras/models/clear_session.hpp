#pragma once

namespace keras::utils {

/// Names of layers and models are counted from the beginning again. Memory need not be freed: it
/// goes with the last handle.
void clear_session();

}  // namespace keras::utils
