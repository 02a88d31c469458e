#include "keras/core/interned.hpp"

#include <doctest/doctest.h>

#include <string>
#include <thread>
#include <vector>

namespace keras {

TEST_CASE("equal strings have one number, the empty one 0") {
  CHECK(intern("") == 0);
  const auto number = intern("interned by this test");
  CHECK(number != 0);
  CHECK(intern(std::string("interned by ") + "this test") == number);
  CHECK(interned(number) == "interned by this test");
  CHECK(interned(0).empty());
  CHECK(!find_interned("never interned"));
  CHECK(find_interned("interned by this test") == number);
  const std::string with_zero("a\0b", 3);
  CHECK(interned(intern(with_zero)) == with_zero);
}

TEST_CASE("threads that intern the same strings get the same numbers") {
  constexpr int count = 2000;
  std::vector<std::vector<std::uint32_t>> found(4);
  std::vector<std::thread> threads;
  for (auto& numbers : found)
    threads.emplace_back([&numbers] {
      for (int i = 0; i < count; ++i) numbers.push_back(intern("shared " + std::to_string(i)));
    });
  for (auto& thread : threads) thread.join();
  for (const auto& numbers : found) CHECK(numbers == found[0]);
  CHECK(interned(found[0][count - 1]) == "shared 1999");
}

}  // namespace keras
