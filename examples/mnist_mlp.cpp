// The classic first network: a multilayer perceptron that reads handwritten digits.
//   mnist_mlp [--data mnist.npz] [--learning-rate 0.01] [--epochs 10]
#include <keras/keras.hpp>

#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>

using namespace keras;
using namespace keras::layers;

/// Real MNIST where it can be had, else digits that the library draws.
datasets::Split load_digits(const std::string& path) {
  try {
    return datasets::mnist::load_data(path);
  } catch (const ValueError& error) {
    std::printf("%s\nMNIST is not here: training on digits drawn by the library.\n", error.what());
    return datasets::digits::load_data();
  }
}

int main(int argc, char** argv) {
  std::map<std::string, std::string> given = {
      {"--data", "mnist.npz"}, {"--learning-rate", "0.01"}, {"--epochs", "10"}};
  for (int i = 1; i + 1 < argc; i += 2) given[argv[i]] = argv[i + 1];
  utils::set_random_seed(0);

  const auto [train, test] = load_digits(given["--data"]);
  const auto x_train = train.x / 255.0, x_test = test.x / 255.0;
  const auto y_train = utils::to_categorical(train.y, 10),
             y_test = utils::to_categorical(test.y, 10);

  Sequential model({
      Input({28, 28}),
      Flatten(),
      Dense(128, {.activation = "relu"}),
      Dense(10, {.activation = "softmax"}),
  });
  model.summary();
  model.compile({.optimizer = optimizers::SGD(std::atof(given["--learning-rate"].c_str())),
                 .loss = "categorical_crossentropy",
                 .metrics = {"accuracy"}});
  model.fit(
      x_train, y_train,
      {.batch_size = 32, .epochs = std::atoi(given["--epochs"].c_str()), .validation_split = 0.1});

  model.save("mnist.keras");
  const auto loaded = models::load_model("mnist.keras");
  const auto score = loaded.evaluate(x_test, y_test, {.verbose = 0});
  const auto digits = ops::argmax(loaded.predict(x_test[range(0, 5)], {.verbose = 0}), {.axis = -1})
                          .to_vector<int>();
  std::printf("the first five test digits read as %d %d %d %d %d\n", digits[0], digits[1],
              digits[2], digits[3], digits[4]);
  std::printf("test accuracy %.4f\n", score["accuracy"]);
}
