#include "keras/cli/listed.hpp"
#include "keras/data.hpp"
#include "keras/random.hpp"

namespace keras::cli {

std::vector<Listed> data_names() {
  return {
      function<datasets::mnist::load_data>("keras.datasets.mnist.load_data",
                                           {{"path", "mnist.npz"}}),
      function<utils::set_random_seed>("keras.utils.set_random_seed", {{"seed", {}}}),
      function<utils::standardize_dtype>("keras.utils.standardize_dtype", {{"dtype", {}}}),
      function<utils::to_categorical>("keras.utils.to_categorical",
                                      {{"x", {}}, {"num_classes", {}}}),
  };
}

}  // namespace keras::cli
