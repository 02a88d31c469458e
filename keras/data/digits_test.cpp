#include "keras/data/digits.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <numeric>

#include "keras/core/error.hpp"
#include "keras/io/sha256.hpp"

namespace keras::data {
namespace {

std::string digest(const std::vector<std::uint8_t>& bytes) {
  return io::sha256({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

double mean(const std::vector<std::uint8_t>& bytes) {
  return std::accumulate(bytes.begin(), bytes.end(), 0.0) / static_cast<double>(bytes.size());
}

}  // namespace

TEST_CASE("draw_digits draws the same digits everywhere") {
  const auto digits = draw_digits(100, 7);
  CHECK(digest(digits.images) ==
        "74ba6d01057250be5c82d50fcd4eed0589caacd3fba5b5c7b536cde77e80f1c1");
  CHECK(digest(digits.labels) ==
        "f94bd9f44cf93a26ce30a7677f2138f1a8c48978bc17c6d9f3f7c62108ea0e5a");
}

TEST_CASE("draw_digits depends on the seed, and on the count only in length") {
  const auto few = draw_digits(3, 1), more = draw_digits(5, 1), others = draw_digits(3, 2);
  CHECK(few.images.size() == 3 * 28 * 28);
  CHECK(few.labels.size() == 3);
  CHECK(std::equal(few.images.begin(), few.images.end(), more.images.begin()));
  CHECK(std::equal(few.labels.begin(), few.labels.end(), more.labels.begin()));
  CHECK(few.images != others.images);
  CHECK(draw_digits(0, 1).images.empty());
  CHECK_THROWS_WITH_AS(draw_digits(-1, 0),
                       "data.draw_digits: count must not be negative; received count=-1",
                       ValueError);
}

TEST_CASE("draw_digits draws every digit as often, bright on black, within the margins") {
  const auto digits = draw_digits(5000, 3);
  std::array<int, 10> counts{};
  for (const auto label : digits.labels) ++counts.at(label);
  for (const auto count : counts) {  // 500, of standard deviation 21
    CHECK(count > 400);
    CHECK(count < 600);
  }
  const auto black = std::count(digits.images.begin(), digits.images.end(), 0);
  const auto black_part = static_cast<double>(black) / static_cast<double>(digits.images.size());
  CHECK(black_part > 0.75);
  CHECK(black_part < 0.82);
  CHECK(mean(digits.images) / 255 == doctest::Approx(0.133).epsilon(0.03));  // MNIST's is 0.13
  int edge_light = 0;
  for (std::size_t i = 0; i < digits.images.size(); i += 28) edge_light += digits.images[i] > 0;
  CHECK(edge_light < 200);  // of 140000 pixels of the left edge
}

TEST_CASE("draw_digits draws digits that differ less from their own kind than from others") {
  const auto digits = draw_digits(4000, 5);
  std::vector<double> means(10 * 784);
  std::array<double, 10> counts{};
  for (std::size_t i = 0; i < 2000; ++i) {
    counts[digits.labels[i]] += 1;
    for (std::size_t p = 0; p < 784; ++p)
      means[digits.labels[i] * 784u + p] += digits.images[i * 784 + p];
  }
  int right = 0;
  for (std::size_t i = 2000; i < 4000; ++i) {
    std::array<double, 10> distances{};
    for (std::size_t k = 0; k < 10; ++k) {
      for (std::size_t p = 0; p < 784; ++p) {
        const auto apart = digits.images[i * 784 + p] - means[k * 784 + p] / counts[k];
        distances[k] += apart * apart;
      }
    }
    const auto nearest = std::min_element(distances.begin(), distances.end()) - distances.begin();
    right += nearest == digits.labels[i];
  }
  CHECK(right > 1200);  // the nearest mean names most; MNIST: 82 of 100
}

}  // namespace keras::data
