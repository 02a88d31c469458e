#include "keras/data/mnist.hpp"

#include <doctest/doctest.h>

#include "keras/core/error.hpp"

TEST_CASE("datasets.digits has the form of MNIST") {
  const auto [train, test] = keras::datasets::digits::load_data(20, 10, 3);
  CHECK(train.x.shape() == keras::Shape{20, 28, 28});
  CHECK(train.x.dtype() == keras::DType::uint8);
  CHECK(train.y.shape() == keras::Shape{20});
  CHECK(test.x.shape() == keras::Shape{10, 28, 28});
  CHECK_THROWS_WITH_AS(
      keras::datasets::digits::load_data(0, 1),
      "datasets.digits.load_data: train and test must be positive; received train=0 and test=1",
      keras::ValueError);
}

TEST_CASE("datasets.mnist names a file that does not exist") {
  CHECK_THROWS_WITH_AS(keras::datasets::mnist::load_data("no/such/mnist.npz"),
                       "datasets.mnist.load_data: there is no file no/such/mnist.npz",
                       keras::ValueError);
}
