// keras.saving
#pragma once
#include "keras/saving/clone.hpp"
#include "keras/saving/custom_object_scope.hpp"
#include "keras/saving/custom_objects.hpp"
#include "keras/saving/identifiers.hpp"
#include "keras/saving/saving.hpp"
