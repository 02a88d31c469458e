// Fails to link if the archive is incomplete, to compile if a header is missing.
#include <keras/core/json.hpp>

int main() { return keras::to_json(keras::parse_json("[1, 2]")).empty(); }
