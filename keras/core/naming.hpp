// Names as Keras makes them.
#pragma once
#include <string>
#include <string_view>

namespace keras {

/// "Conv2DTranspose" -> "conv2d_transpose", "PReLU" -> "p_re_lu".
std::string snake_case(std::string_view class_name);

/// `text` with all letters of ASCII small.
std::string lower_case(std::string text);

/// `word`, or `word_1`, `word_2`, ... when it was given out before: the names of layers without
/// one.
std::string unique_name(std::string_view word);

/// Starts the counting of `unique_name` anew (keras.utils.clear_session).
void reset_names();

}  // namespace keras
