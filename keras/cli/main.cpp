#include "keras/cli/run.hpp"

int main(int count, char** words) {
  return keras::cli::run(std::vector<std::string>(words + 1, words + count));
}
