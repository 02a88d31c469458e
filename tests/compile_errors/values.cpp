#include <keras/keras.hpp>
using namespace keras;

// compiles: a new value under an old name
void right(Tensor x) { x = x + 1; }

// must not compile: writing into a tensor, whose value never changes
// says: passing 'keras::Tensor' as 'this' | no match for 'operator=' | no viable overloaded '='
void write(Tensor x, Tensor y) { x[0] = y; }
