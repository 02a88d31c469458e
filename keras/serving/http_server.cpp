#include "keras/serving/http_server.hpp"

#include <array>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <exception>
#include <optional>
#include <set>
#include <sstream>
#include <thread>
#include <utility>

#include "keras/core/error.hpp"

namespace keras::serving {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using boost::system::error_code;
using tcp = asio::ip::tcp;

/// More of them wait until one is closed.
constexpr std::size_t most_connections = 256;

/// How long what a client still sends is read after an error, so that it sees the answer.
constexpr std::chrono::seconds farewell(2);

/// What to answer to a request that could not be read; nothing when nobody listens any more.
std::optional<std::pair<http::status, std::string>> refusal(error_code error, std::size_t limit) {
  if (error == http::error::body_limit)
    return {
        {http::status::payload_too_large, text("the request must have at most ", limit, " bytes")}};
  if (error == http::error::header_limit)
    return {{http::status::request_header_fields_too_large, "the header is too long"}};
  const bool malformed = error.category() == make_error_code(http::error::bad_method).category();
  if (!malformed || error == http::error::end_of_stream || error == http::error::partial_message)
    return {};
  return {{http::status::bad_request, text("the request is not HTTP: ", error.message())}};
}

}  // namespace

class HttpServer::Impl {
 public:
  Impl(const HttpOptions& options, Answer answer,
       std::function<std::string(const std::string&)> error_body)
      : options_(options), answer_(std::move(answer)), error_body_(std::move(error_body)) {
    listen();
    accept();
    network_ = std::thread([this] { run(); });
  }

  ~Impl() {
    asio::post(context_, [this] { stop(); });
    network_.join();
    answers_.join();
  }

  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  const std::string& address() const { return address_; }

 private:
  class Connection;

  void listen() {
    try {
      const auto found = tcp::resolver(context_).resolve(
          options_.host, std::to_string(options_.port), tcp::resolver::passive);
      const tcp::endpoint endpoint = *found.begin();
      acceptor_.open(endpoint.protocol());
      acceptor_.set_option(asio::socket_base::reuse_address(true));
      acceptor_.bind(endpoint);
      acceptor_.listen();
      std::ostringstream address;
      address << acceptor_.local_endpoint();
      address_ = address.str();
    } catch (const boost::system::system_error& error) {
      fail("serving.Server: cannot listen on ", options_.host, ":", options_.port, ": ",
           error.code().message());
    }
  }

  void run() {
    while (true) {
      try {
        context_.run();
        return;
      } catch (const std::exception&) {  // no memory: that connection ends, the others go on
      }
    }
  }

  void accept();
  void stop();
  void leave(Connection& connection);

  HttpOptions options_;
  Answer answer_;
  std::function<std::string(const std::string&)> error_body_;
  std::string address_;
  std::set<Connection*> connections_;
  bool accepting_ = false, stopping_ = false;
  asio::io_context context_{1};
  tcp::acceptor acceptor_{context_};
  asio::thread_pool answers_{1};
  std::thread network_;
};

/// One client; lives as long as something is to be read or written.
class HttpServer::Impl::Connection : public std::enable_shared_from_this<Connection> {
  /// Calls `member` when an operation ends, and keeps the connection until then.
  auto then(void (Connection::*member)(error_code)) {
    return [this, member, self = shared_from_this()](error_code error, std::size_t) {
      (this->*member)(error);
    };
  }

 public:
  Connection(tcp::socket socket, Impl& server) : server_(server), stream_(std::move(socket)) {
    server_.connections_.insert(this);
  }
  ~Connection() { server_.leave(*this); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void read() {
    parser_.emplace();
    parser_->body_limit(server_.options_.max_request_bytes);
    stream_.expires_after(server_.options_.request_timeout);
    http::async_read_header(stream_, buffer_, *parser_, then(&Connection::on_header));
  }

  void stop() {
    if (!answering_) stream_.close();
  }

 private:
  void on_header(error_code error) {
    if (error) return refuse(error);
    if (beast::iequals(parser_->get()[http::field::expect], "100-continue")) {
      continue_.version(parser_->get().version());
      return http::async_write(stream_, continue_, then(&Connection::on_invited));
    }
    on_invited({});
  }

  void on_invited(error_code error) {
    if (error) return;
    http::async_read(stream_, buffer_, *parser_, then(&Connection::on_request));
  }

  void on_request(error_code error) {
    if (error) return refuse(error);
    answering_ = true;
    stream_.expires_never();
    asio::post(server_.answers_, [self = shared_from_this(),
                                  network = asio::make_work_guard(server_.context_)]() mutable {
      auto answer = self->answer();
      auto& context = self->server_.context_;
      asio::post(context, [self = std::move(self), answer = std::move(answer)]() mutable {
        self->write(std::move(answer));
      });
    });
  }

  HttpResponse answer() noexcept {
    try {
      auto& request = parser_->get();
      return server_.answer_({std::string(request.method_string()), std::string(request.target()),
                              std::move(request.body())});
    } catch (...) {  // no memory, not even for a sentence
      return {static_cast<int>(http::status::service_unavailable), ""};
    }
  }

  void refuse(error_code error) {
    const auto why = refusal(error, server_.options_.max_request_bytes);
    if (!why) return;
    refused_ = true;
    write({static_cast<int>(why->first), server_.error_body_(why->second)});
  }

  void write(HttpResponse answer) {
    const auto& request = parser_->get();
    response_ = {};
    response_.version(request.version());
    response_.result(static_cast<unsigned>(answer.status));
    response_.set(http::field::content_type, "application/json");
    if (!answer.allow.empty()) response_.set(http::field::allow, answer.allow);
    response_.keep_alive(!refused_ && !server_.stopping_ && request.keep_alive());
    response_.body() = std::move(answer.body);
    response_.prepare_payload();
    if (request.method() == http::verb::head) response_.body().clear();
    stream_.expires_after(server_.options_.request_timeout);
    http::async_write(stream_, response_, then(&Connection::on_written));
  }

  void on_written(error_code error) {
    answering_ = false;
    if (error) return;
    if (response_.keep_alive() && !server_.stopping_) return read();
    error_code ignored;
    stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
    if (!refused_ || server_.stopping_) return;
    buffer_.clear();
    stream_.expires_after(farewell);
    drain({});
  }

  void drain(error_code error) {
    if (error) return;
    stream_.async_read_some(asio::buffer(discarded_), then(&Connection::drain));
  }

  Impl& server_;
  beast::tcp_stream stream_;
  beast::flat_buffer buffer_;
  std::optional<http::request_parser<http::string_body>> parser_;
  http::response<http::empty_body> continue_{http::status::continue_, 11};
  http::response<http::string_body> response_;
  std::array<char, 4096> discarded_;
  bool answering_ = false, refused_ = false;
};

void HttpServer::Impl::accept() {
  if (accepting_ || stopping_ || connections_.size() >= most_connections) return;
  accepting_ = true;
  acceptor_.async_accept([this](error_code error, tcp::socket socket) {
    accepting_ = false;
    // Where nothing is left to accept with, the next connection that ends leaves something.
    if (!error || connections_.empty()) accept();
    if (!error) std::make_shared<Connection>(std::move(socket), *this)->read();
  });
}

void HttpServer::Impl::stop() {
  stopping_ = true;
  acceptor_.close();
  for (auto* connection : connections_) connection->stop();
}

void HttpServer::Impl::leave(Connection& connection) {
  connections_.erase(&connection);
  accept();
}

HttpServer::HttpServer(const HttpOptions& options, Answer answer,
                       std::function<std::string(const std::string&)> error_body)
    : impl_(std::make_unique<Impl>(options, std::move(answer), std::move(error_body))) {}

HttpServer::~HttpServer() = default;

std::string HttpServer::address() const { return impl_->address(); }

}  // namespace keras::serving
