#include "keras/serving/server.hpp"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cmath>
#include <limits>
#include <thread>

#include "keras/core/json.hpp"
#include "keras/core/nested_lists.hpp"
#include "keras/core/refusal_test.hpp"
#include "keras/layers/core/dense.hpp"
#include "keras/layers/core/input_layer.hpp"
#include "keras/layers/preprocessing/string_lookup.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operators.hpp"

namespace keras::serving {
namespace {

/// Whether this machine has an address of its own at all; a sandbox may have none.
bool has_loopback() {
  const int listener = ::socket(AF_INET, SOCK_STREAM, 0),
            client = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  auto* const at = reinterpret_cast<sockaddr*>(&address);
  socklen_t size = sizeof address;
  const bool connects = ::bind(listener, at, size) == 0 && ::listen(listener, 1) == 0 &&
                        ::getsockname(listener, at, &size) == 0 && ::connect(client, at, size) == 0;
  ::close(client);
  ::close(listener);
  return connects;
}

/// A connection to a server.
class Client {
 public:
  explicit Client(const Server& server) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    const auto url = server.url();
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1))));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  }
  ~Client() { ::close(socket_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  void send(std::string_view text) const {
    while (!text.empty()) {
      const auto sent = ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
      if (sent <= 0) return;
      text.remove_prefix(static_cast<std::size_t>(sent));
    }
  }

  /// Everything until there are `count` bytes or the server ends the connection.
  std::string receive(std::size_t count = std::string::npos) {
    char bytes[4096];
    while (received_.size() < count) {
      const auto got = ::recv(socket_, bytes, sizeof bytes, 0);
      if (got <= 0) break;
      received_.append(bytes, static_cast<std::size_t>(got));
    }
    const auto taken = received_.substr(0, count);
    received_.erase(0, taken.size());
    return taken;
  }

  struct Answer {
    int status;
    std::string header, body;
    Value json() const { return parse_json(body); }
  };

  Answer answer() {
    std::string header;
    while (!header.ends_with("\r\n\r\n")) {
      const auto more = receive(1);
      if (more.empty()) return {0, header, ""};
      header += more;
    }
    const auto length = header.find("Content-Length: ");
    const auto size = length == header.npos ? 0 : std::stoul(header.substr(length + 16));
    return {std::stoi(header.substr(9, 3)), header, receive(size)};
  }

 private:
  int socket_;
  std::string received_ = {};
};

std::string request(const std::string& method, const std::string& path, const std::string& body,
                    const std::string& header = "") {
  return method + " " + path + " HTTP/1.1\r\nHost: here\r\n" + header +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

Client::Answer ask(const Server& server, const std::string& method, const std::string& path,
                   const std::string& body = "") {
  Client client(server);
  client.send(request(method, path, body));
  return client.answer();
}

Client::Answer predict(const Server& server, const std::string& body) {
  return ask(server, "POST", "/v1/models/m:predict", body);
}

std::vector<float> numbers(const Value& lists) {
  std::vector<float> out;
  for (const auto* item : flattened(lists).items)
    out.push_back(static_cast<float>(item->as_number()));
  return out;
}

Sequential small_model() {
  return Sequential({Input({3}, {.name = "x"}), layers::Dense(2, {.name = "y"})});
}

Server server_of(const Model& model) { return Server({.models = {{"m", model}}, .port = 0}); }

/// Two inputs, two outputs.
Model wide_model() {
  const auto a = Input({2}, {.name = "a"}), b = Input({1}, {.dtype = "int32", .name = "b"});
  const auto sum = layers::Dense(2, {.name = "sum"})(a) + ops::cast(b, "float32");
  const Tensor left = layers::Dense(1, {.name = "left"})(sum);
  const Tensor right = layers::Dense(2, {.name = "right"})(sum);
  return Model({a, b}, {left, right});
}

}  // namespace

TEST_SUITE_BEGIN("serving" * doctest::skip(!has_loopback()));

TEST_CASE("a server answers as the model predicts") {
  const auto model = small_model();
  const auto server = server_of(model);
  const Tensor x(std::vector<float>{0.5f, -1.0f, 2.0f, 1e-7f, 3.0f, 0.1f}, {2, 3});
  const auto expected = model.predict(x, {.verbose = 0}).to_vector<float>();
  for (const std::string body : {R"({"instances": [[0.5, -1, 2], [1e-7, 3, 0.1]]})",
                                 R"({"instances": [{"x": [0.5, -1, 2]}, {"x": [1e-7, 3, 0.1]}]})",
                                 R"({"signature_name": "serving_default",
                                     "instances": [[0.5, -1, 2], [1e-7, 3, 0.1]]})"}) {
    const auto answer = predict(server, body);
    CHECK(answer.status == 200);
    CHECK(numbers(answer.json().as_object().at("predictions")) == expected);
  }
  for (const std::string body : {R"({"inputs": [[0.5, -1, 2], [1e-7, 3, 0.1]]})",
                                 R"({"inputs": {"x": [[0.5, -1, 2], [1e-7, 3, 0.1]]}})"}) {
    const auto answer = predict(server, body);
    CHECK(answer.status == 200);
    CHECK(numbers(answer.json().as_object().at("outputs")) == expected);
  }
}

TEST_CASE("inputs and outputs of a served model go by name") {
  const auto model = wide_model();
  const auto server = server_of(model);
  const Tensor a(std::vector<float>{1.0f, 2.0f, 3.0f, 4.0f}, {2, 2}),
      b(std::vector<int>{5, 6}, {2, 1});
  const auto [left, right] = model.predict<2>({a, b}, {.verbose = 0});
  const auto columns =
      predict(server, R"({"inputs": {"b": [[5], [6]], "a": [[1, 2], [3, 4]]}})").json();
  const auto& outputs = columns.as_object().at("outputs").as_object();
  CHECK(numbers(outputs.at("left")) == left.to_vector<float>());
  CHECK(numbers(outputs.at("right")) == right.to_vector<float>());
  const auto rows =
      predict(server, R"({"instances": [{"b": [5], "a": [1, 2]}, {"a": [3, 4], "b": [6]}]})")
          .json();
  const auto& predictions = rows.as_object().at("predictions").as_list();
  REQUIRE(predictions.size() == 2);
  for (int row = 0; row < 2; ++row) {
    const auto& named = predictions[static_cast<std::size_t>(row)].as_object();
    CHECK(numbers(named.at("left")) == left[row].to_vector<float>());
    CHECK(numbers(named.at("right")) == right[row].to_vector<float>());
  }
}

TEST_CASE("text is served as strings, plain or in base64") {
  const auto text = Input({1}, {.dtype = "string"});
  const Model model(text, layers::StringLookup({.vocabulary = {"cat", "d\u00f6g"}})(text));
  const auto server = server_of(model);
  const auto answer =
      predict(server, R"({"instances": [["cat"], ["d\u00f6g"], [{"b64": "ZMO2Zw=="}], ["cow"]]})");
  CHECK(answer.body == "{\"predictions\": [[1], [2], [2], [0]]}\n");
}

TEST_CASE("what is not finite is served as NaN and Infinity") {
  const auto x = Input({1});
  const auto server = server_of(Model(x, ops::divide(1.0f, x)));
  CHECK(predict(server, R"({"instances": [[0.0], [-0.0], [NaN], [4], [Infinity]]})").body ==
        "{\"predictions\": [[Infinity], [-Infinity], [NaN], [0.25], [0.0]]}\n");
}

TEST_CASE("a server tells which models it has") {
  const Server server({.models = {{"m", wide_model()}, {"other-1.0", small_model()}}, .port = 0});
  for (const std::string path : {"/v1/models/m", "/v1/models/m/versions/1", "/v1/models/m?x=1"})
    CHECK(ask(server, "GET", path).body ==
          R"({"model_version_status": [{"version": "1", "state": "AVAILABLE", )"
          R"("status": {"error_code": "OK", "error_message": ""}}]})"
          "\n");
  const auto metadata = ask(server, "GET", "/v1/models/m/metadata").json();
  const auto& signature = metadata.as_object()
                              .at("metadata")
                              .as_object()
                              .at("signature_def")
                              .as_object()
                              .at("signature_def")
                              .as_object()
                              .at("serving_default")
                              .as_object();
  CHECK(signature.at("inputs").as_object().at("b") ==
        parse_json(
            R"({"dtype": "DT_INT32", "name": "b", "tensor_shape": {"unknown_rank": false,
          "dim": [{"size": "-1", "name": ""}, {"size": "1", "name": ""}]}})"));
  CHECK(signature.at("outputs").as_object().at("right").string_at("dtype") == "DT_FLOAT");
  CHECK(ask(server, "POST", "/v1/models/other-1.0/versions/1:predict",
            R"({"instances": [[1, 2, 3]]})")
            .status == 200);
  Client client(server);
  client.send(request("HEAD", "/v1/models/m", "", "Connection: close\r\n"));
  const auto head = client.receive();
  CHECK(head.starts_with("HTTP/1.1 200 OK\r\n"));
  CHECK(head.ends_with("\r\n\r\n"));
}

TEST_CASE("a request that cannot be answered is told why") {
  struct Case {
    int status;
    std::string method, path, body, sentence;
  };
  const std::string verb = "/v1/models/m:predict";
  const std::vector<Case> cases = {
      {404, "GET", "/", "",
       "nothing is at '/'; expected /v1/models/NAME, and behind it :predict or /metadata"},
      {404, "GET", "/v1/models/n", "", "model 'n' is not served; did you mean 'm'?"},
      {404, "GET", "/v1/models/m/versions/2", "", "model 'm' has only version 1; received '2'"},
      {404, "POST", "/v1/models/m:classify", "{}",
       "model 'm' has no ':classify'; expected :predict or /metadata"},
      {405, "GET", verb, "", "'/v1/models/m:predict' takes POST; received 'GET'"},
      {405, "DELETE", "/v1/models/m", "", "'/v1/models/m' takes GET; received 'DELETE'"},
      {400, "POST", verb, "",
       "not valid JSON at byte 0: expected a value; received the end of the text"},
      {400, "POST", verb, "[1]", "the body must be a JSON object; received [1]"},
      {400, "POST", verb, "{}", "the body must have one of the members 'instances' and 'inputs'"},
      {400, "POST", verb, R"({"instance": [1]})",
       "the body has a member 'instance' that is not known; did you mean 'instances'?"},
      {400, "POST", verb, R"({"inputs": [1], "signature_name": "train"})",
       "signature_name: must be 'serving_default' or 'serve'; received 'train'"},
      {400, "POST", verb, R"({"instances": []})",
       "instances: must be a list of at least one instance; received []"},
      {400, "POST", verb, R"({"inputs": 3})",
       "input 'x': must be a list with an item for each sample; received 3"},
      {400, "POST", verb, R"({"instances": [[1, 2, 3], [4, 5]]})",
       "input 'x': must have rows of one length; received [4, 5]"},
      {400, "POST", verb, R"({"instances": [["a", 2, 3]]})",
       "input 'x': must hold numbers; received 'a'"},
      {400, "POST", verb, R"({"inputs": {"z": [[1, 2, 3]]}})",
       "the model has no input 'z'; did you mean 'x'?"},
      {400, "POST", verb, R"({"inputs": {}})", "the input 'x' is missing; the model has (x)"},
      {400, "POST", verb, R"({"instances": [{"x": [1, 2, 3]}, [1, 2, 3]]})",
       "instances: all must name the same inputs; instance 1 does not"},
  };
  const auto server = server_of(small_model());
  for (const auto& each : cases) {
    CAPTURE(each.path);
    CAPTURE(each.body);
    const auto answer = ask(server, each.method, each.path, each.body);
    CHECK(answer.status == each.status);
    CHECK(answer.json() == Value(Object{{"error", each.sentence}}));
  }
  CHECK(ask(server, "GET", verb).header.find("\r\nAllow: POST\r\n") != std::string::npos);
  const auto misfit = predict(server, R"({"instances": [[1, 2]]})");
  CHECK(misfit.status == 400);
  CHECK(misfit.body.find("y") != std::string::npos);
}

TEST_CASE("two inputs are given by name") {
  const auto server = server_of(wide_model());
  CHECK(predict(server, R"({"instances": [[1, 2]]})").json().string_at("error") ==
        "the model has the inputs (a, b): each must be given by its name");
  CHECK(predict(server, R"({"inputs": {"a": [[1, 2]], "b": [[0.5]]}})").json().string_at("error") ==
        "input 'b': must be an integer; received 0.5");
  CHECK(predict(server, R"({"inputs": {"a": [[1, 2]], "b": [[3000000000]]}})")
            .json()
            .string_at("error") ==
        "input 'b': must hold integers from -2147483648 to 2147483647; received 3000000000");
}

TEST_CASE("one connection takes many requests, also ahead of the answers") {
  const auto server = server_of(small_model());
  Client client(server);
  const auto one = request("POST", "/v1/models/m:predict", R"({"instances": [[1, 2, 3]]})");
  const auto first = (client.send(one), client.answer());
  CHECK(first.status == 200);
  client.send(one + request("GET", "/v1/models/n", "") + one);
  CHECK(client.answer().body == first.body);
  CHECK(client.answer().status == 404);
  CHECK(client.answer().body == first.body);
  client.send(request("GET", "/v1/models/m", "", "Connection: close\r\n"));
  CHECK(client.answer().status == 200);
  CHECK(client.receive().empty());
}

TEST_CASE("a client may ask before it sends, and send in chunks") {
  const auto server = server_of(small_model());
  const std::string body = R"({"instances": [[1, 2, 3]]})";
  Client asking(server);
  const auto whole = request("POST", "/v1/models/m:predict", body, "Expect: 100-continue\r\n");
  asking.send(whole.substr(0, whole.size() - body.size()));
  CHECK(asking.answer().status == 100);
  asking.send(body);
  CHECK(asking.answer().status == 200);
  Client chunked(server);
  chunked.send("POST /v1/models/m:predict HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nA\r\n" +
               body.substr(0, 10) + "\r\n10\r\n" + body.substr(10) + "\r\n0\r\n\r\n");
  CHECK(chunked.answer().status == 200);
}

TEST_CASE("requests that are too long or no HTTP are refused") {
  const Server server({.models = {{"m", small_model()}}, .port = 0, .max_request_bytes = 64});
  const auto large = predict(server, std::string(65, ' '));
  CHECK(large.status == 413);
  CHECK(large.json().string_at("error") == "the request must have at most 64 bytes");
  Client endless(server);
  endless.send("POST /v1/models/m:predict HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n50\r\n" +
               std::string(80, ' '));
  CHECK(endless.answer().status == 413);
  Client wordy(server);
  wordy.send("GET / HTTP/1.1\r\nX: " + std::string(10000, 'x') + "\r\n\r\n");
  CHECK(wordy.answer().status == 431);
  Client other(server);
  other.send("\x16\x03\x01\r\n\r\n");
  CHECK(other.answer().status == 400);
}

TEST_CASE("a request that does not come to its end is given up") {
  const Server server({.models = {{"m", small_model()}}, .port = 0, .request_timeout = 0.05});
  Client slow(server);
  slow.send("POST /v1/models/m:predict HTTP/1.1\r\nContent-Length: 9\r\n\r\n{");
  CHECK(slow.receive().empty());
}

TEST_CASE("clients on several threads each get their own answer") {
  const auto model = small_model();
  const auto server = server_of(model);
  const auto kernel = model.get_weights()[0].to_vector<float>();
  std::atomic<int> right = 0;
  const auto visit = [&](int first) {
    Client client(server);
    for (int i = first; i < first + 20; ++i) {
      client.send(request("POST", "/v1/models/m:predict",
                          "{\"instances\": [[" + std::to_string(i) + ", 0, 1]]}"));
      const auto got = numbers(client.answer().json().as_object().at("predictions"));
      const auto wanted = static_cast<float>(i) * kernel[0] + kernel[4];
      right += std::abs(got.at(0) - wanted) <= 1e-5f * std::max(1.0f, std::abs(wanted));
    }
  };
  std::thread other(visit, 100);
  visit(0);
  other.join();
  CHECK(right == 40);
}

TEST_CASE("a server that ends closes its connections and frees its port") {
  std::optional<Server> server(server_of(small_model()));
  Client idle(*server);
  CHECK(ask(*server, "GET", "/v1/models/m").status == 200);
  const auto url = server->url();
  const int port = std::stoi(url.substr(url.rfind(':') + 1));
  CHECK(url == "http://127.0.0.1:" + std::to_string(port));
  server.reset();
  CHECK(idle.receive().empty());
  CHECK(Server({.models = {{"m", small_model()}}, .port = port}).url() == url);
}

TEST_CASE("a server refuses options that cannot work") {
  const auto model = small_model();
  const auto refused = [](const ServerOptions& options) {
    return refusal([&] { Server server(options); });
  };
  CHECK(refused({}) == "serving.Server: models must be given; received none");
  CHECK(refused({.models = {{"a b", model}}}) ==
        "serving.Server: a model's name must be made of letters, digits, '_', '-' and '.'; "
        "received 'a b'");
  CHECK(refused({.models = {{"m", Model()}}}) ==
        "serving.Server: model 'm' must be given; received None");
  CHECK(refused({.models = {{"m", model}}, .port = 65536}) ==
        "serving.Server: port must be from 0 to 65535; received port=65536");
  CHECK(refused({.models = {{"m", model}}, .port = 0, .max_request_bytes = 0}) ==
        "serving.Server: max_request_bytes must be positive; received max_request_bytes=0");
  CHECK(refused({.models = {{"m", model}}, .port = 0, .request_timeout = 0}) ==
        "serving.Server: request_timeout must be from 0 to 1e6 seconds; received "
        "request_timeout=0.0");
  const auto server = server_of(model);
  const auto port = std::stoi(server.url().substr(server.url().rfind(':') + 1));
  CHECK(refused({.models = {{"m", model}}, .port = port}) ==
        "serving.Server: cannot listen on 127.0.0.1:" + std::to_string(port) +
            ": Address already in use");
}

TEST_SUITE_END();

}  // namespace keras::serving
