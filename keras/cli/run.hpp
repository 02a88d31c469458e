// The program `keras`.
#pragma once
#include <string>
#include <vector>

namespace keras::cli {

/// Does what the words after `keras` say; the exit status: 0 done, 1 could not be done, 2 wrong
/// usage. Nothing is thrown.
int run(const std::vector<std::string>& words);

}  // namespace keras::cli
