#include "keras/saving/version.hpp"

#include <cstdlib>
#include <ctime>

namespace keras::saving {

std::string date_saved() {
  auto time = std::time(nullptr);
  if (const char* fixed = std::getenv("SOURCE_DATE_EPOCH")) time = std::strtoll(fixed, nullptr, 10);
  std::tm parts{};
  gmtime_r(&time, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%d@%H:%M:%S", &parts);
  return text;
}

}  // namespace keras::saving
