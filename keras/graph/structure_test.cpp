#include "keras/graph/structure.hpp"

#include <doctest/doctest.h>

#include "keras/core/refusal_test.hpp"

namespace keras {

TEST_CASE("dictionaries inside of dictionaries are flattened as Keras does") {
  const Tensors nested = {{"images", Tensor(1)},
                          {"a-b", Tensor(2)},
                          {"a", Dict{{"z", Tensor(3)}, {"k", Dict{{"deep", Tensor(4)}}}}}};
  CHECK(nested.kind() == Tensors::Kind::dict);
  CHECK(nested.names() == std::vector<std::string>{"a/k/deep", "a/z", "a-b", "images"});
  std::vector<int> values;
  for (const auto& tensor : nested.flat()) values.push_back(static_cast<int>(tensor));
  CHECK(values == std::vector<int>{4, 3, 2, 1});

  const auto again = nested.with({Tensor(10), Tensor(20), Tensor(30), Tensor(40)}).dict();
  CHECK(again.size() == 3);
  CHECK(static_cast<int>(again["images"]) == 40);
  CHECK(static_cast<int>(again.dict("a")["z"]) == 20);
  CHECK(static_cast<int>(again.dict("a").dict("k")["deep"]) == 10);
}

TEST_CASE("a dictionary says which names it has") {
  const Dict dict = {{"boxes", Tensor(1)}, {"labels", Tensor(2)}};
  CHECK(dict.contains("boxes"));
  CHECK_FALSE(dict.contains("box"));
  CHECK(refusal([&] { dict["box"]; }) == "Dict: there is no 'box'; did you mean 'boxes'?");
  CHECK(refusal([&] { dict.dict("label"); }) ==
        "Dict: there is no 'label'; did you mean 'labels'?");
}

}  // namespace keras
