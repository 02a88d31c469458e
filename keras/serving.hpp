// Predictions over HTTP.
#pragma once
#include "keras/serving/server.hpp"
