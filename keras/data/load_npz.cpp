#include "keras/data/load_npz.hpp"

#include "keras/data/load.hpp"
#include "keras/io/file.hpp"
#include "keras/io/npz.hpp"

namespace keras::utils {

Dict load_npz(const std::string& path) {
  return io::naming(path, [&] {
    const io::NpzReader npz(io::read_file(path));
    Dict arrays;
    for (const auto& name : npz.names()) arrays[name] = data::tensor_of(npz.array(name));
    return arrays;
  });
}

}  // namespace keras::utils
