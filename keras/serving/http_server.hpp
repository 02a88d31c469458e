// Internal: HTTP/1.1 over sockets. It knows nothing of models.
#pragma once
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

namespace keras::serving {

struct HttpRequest {
  std::string method;  ///< "GET", "HEAD", "POST", ...
  std::string path;    ///< As it was sent: "/v1/models/digits?x=1".
  std::string body;
};

/// A body is JSON.
struct HttpResponse {
  int status = 200;
  std::string body;
  std::string allow = {};  ///< With status 405: the methods that there are.
};

struct HttpOptions {
  std::string host;  ///< An address, or a name of this machine.
  int port = 0;      ///< 0: any free one.
  std::size_t max_request_bytes = 0;
  std::chrono::milliseconds request_timeout = {};  ///< For a request to come, or an answer to go.
};

/// Answers requests from its constructor to its destructor, which waits for the running answers.
/// Connections are served side by side, requests are answered one at a time.
class HttpServer {
 public:
  using Answer = std::function<HttpResponse(const HttpRequest&)>;

  /// An error with the address when it cannot be listened on. `answer` must not throw; it is called
  /// on a thread of the server, the same one each time. `error_body` makes the body for what never
  /// gets that far, from a sentence.
  HttpServer(const HttpOptions& options, Answer answer,
             std::function<std::string(const std::string&)> error_body);
  ~HttpServer();

  /// "127.0.0.1:8501"
  std::string address() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace keras::serving
