// What commands put out: lines for people, and arrays in files.
#pragma once
#include <string>
#include <string_view>

#include "keras/core/value.hpp"
#include "keras/graph/structure.hpp"
#include "keras/io/array.hpp"

namespace keras::cli {

/// The longest error that is printed, `error: ` included.
inline constexpr std::size_t longest_line = 400;

/// `sentence` as one line of printable characters, cut with "..." after `most` of them.
std::string one_line(std::string_view sentence, std::size_t most = longest_line);

/// Prints "kind: sentence" as one line on standard error.
void say(std::string_view kind, std::string_view sentence);

/// Prints on standard output.
void print(std::string_view text);
/// An error when standard output did not take what was printed. Nobody reading any more is none.
void finish_printing();

/// An error that names `option` or the path when no file could be written there: to be found out
/// before hours of training.
void check_writable(std::string_view option, const std::string& path);

/// A tensor as files hold it; shares its bytes.
io::Array array_of(const Tensor& tensor);

/// Writes the outputs of a model: `.npy` for a single one, `.npz` with `y` or `y0`, `y1`, ...
void write_arrays(const std::string& path, const Tensors& arrays);

/// Six digits of a number; a list for a metric of several results.
std::string shown(const Value& value);

/// The shapes and the first rows, for people.
std::string preview(const Tensors& arrays);

}  // namespace keras::cli
