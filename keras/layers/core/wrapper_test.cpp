#include "keras/layers/core/wrapper.hpp"

#include <doctest/doctest.h>

#include "keras/layers/core/dense.hpp"
#include "keras/ops/numpy.hpp"

using namespace keras;

TEST_CASE("a wrapper holds a layer and its weights") {
  const layers::Wrapper wrapper(layers::Dense(3), {.name = "around"});
  wrapper.build({Shape{None, 2}});
  CHECK(wrapper.count_params() == 9);
  CHECK(wrapper.get_config().at("layer").find("class_name")->as_string() == "Dense");
  CHECK_THROWS_WITH_AS(wrapper(ops::ones({1, 2})),
                       "layers.Wrapper 'around': a Wrapper does nothing by itself; use an own "
                       "struct with a Layer field",
                       ValueError);
  CHECK_THROWS_WITH_AS(layers::Wrapper(Layer{}),
                       "layers.Wrapper: layer must be a layer; received layer=None", ValueError);
}
