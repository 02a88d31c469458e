#pragma once
#include <cstddef>
#include <map>
#include <memory>
#include <string>

#include "keras/models/model.hpp"

namespace keras::serving {

/// Arguments of a server.
struct ServerOptions {
  std::map<std::string, Model> models = {};  ///< By the name that clients ask for.
  std::string host = "127.0.0.1";            ///< "0.0.0.0" for clients on other machines.
  int port = 8501;                           ///< 0: a free one, which `url` tells.
  std::size_t max_request_bytes = std::size_t{32} << 20;
  double request_timeout = 30;  ///< Seconds for a request to come, and for its answer to go.
};

/// Answers HTTP requests for predictions in the background, in the REST form of TensorFlow Serving,
/// until it is destroyed. Requests are computed one at a time, on all threads of the engine; a
/// model must not be used elsewhere meanwhile.
///
///     serving::Server server({.models = {{"digits", model}}});
///     // POST http://127.0.0.1:8501/v1/models/digits:predict   {"instances": [...]}
///     //                                                    -> {"predictions": [...]}
///
/// An error when a model's name does not fit a URL, or when the port is taken. There is no
/// encryption and no password: a server for others than this machine stands behind a proxy.
/// https://www.tensorflow.org/tfx/serving/api_rest
class Server {
 public:
  explicit Server(ServerOptions options);
  Server(Server&&) noexcept;
  ~Server();

  /// "http://127.0.0.1:8501"
  std::string url() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace keras::serving
