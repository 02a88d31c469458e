#include <keras/keras.hpp>
using namespace keras;
using namespace keras::layers;

// compiles: arguments by name, in Keras's order
void right() { Dense(4, {.activation = "relu", .use_bias = false}); }

// must not compile: a misspelt argument
// says: has no non-static data member named 'activaton' | does not refer to any field
void misspelt() { DenseOptions{.activaton = "relu"}; }

// must not compile: arguments out of order
// says: designator order for field | reorder-init-list
void out_of_order() { Dense(4, {.use_bias = false, .activation = "relu"}); }
