// keras.random
#pragma once
#include "keras/random/elastic_transform.hpp"
#include "keras/random/random.hpp"
#include "keras/random/seed_generator.hpp"
