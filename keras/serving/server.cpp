#include "keras/serving/server.hpp"

#include <cmath>

#include "keras/core/error.hpp"
#include "keras/serving/http_server.hpp"
#include "keras/serving/service.hpp"

namespace keras::serving {
namespace {

HttpOptions checked(const ServerOptions& options) {
  if (options.models.empty()) fail("serving.Server: models must be given; received none");
  for (const auto& [name, model] : options.models) {
    if (!is_model_name(name))
      fail(
          "serving.Server: a model's name must be made of letters, digits, '_', '-' and '.'; "
          "received ",
          quoted(name));
    if (!model.defined())
      fail("serving.Server: model ", quoted(name), " must be given; received None");
  }
  if (options.port < 0 || options.port > 65535)
    fail("serving.Server: port must be from 0 to 65535; received port=", options.port);
  if (options.max_request_bytes == 0)
    fail("serving.Server: max_request_bytes must be positive; received max_request_bytes=0");
  constexpr double longest = 1e6;
  if (!(options.request_timeout > 0 && options.request_timeout <= longest))
    fail("serving.Server: request_timeout must be from 0 to 1e6 seconds; received request_timeout=",
         options.request_timeout);
  return {options.host, options.port, options.max_request_bytes,
          std::chrono::milliseconds(std::llround(std::ceil(options.request_timeout * 1000)))};
}

}  // namespace

class Server::Impl {
 public:
  explicit Impl(const ServerOptions& options)
      : service_(options.models),
        http_(
            checked(options),
            [this](const HttpRequest& request) { return service_.answer(request); }, error_json) {}

  std::string url() const { return "http://" + http_.address(); }

 private:
  Service service_;
  HttpServer http_;
};

Server::Server(ServerOptions options) : impl_(std::make_unique<Impl>(options)) {}
Server::Server(Server&&) noexcept = default;
Server::~Server() = default;

std::string Server::url() const { return impl_->url(); }

}  // namespace keras::serving
