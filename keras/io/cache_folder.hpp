// Where downloads and other things that can be fetched again are kept.
#pragma once
#include <string>

namespace keras::io {

/// The folder `part` of Keras's own folder, as "datasets"; it is made when it is not there. Keras's
/// folder is $KERAS_HOME, else `.keras` in the home folder; when neither can be written to,
/// `.keras` in the folder for temporary files.
std::string cache_folder(const std::string& part);

}  // namespace keras::io
