// Internal: what a server answers, for requests in the REST form of TensorFlow Serving.
#pragma once
#include <map>
#include <string>
#include <string_view>

#include "keras/models/model.hpp"
#include "keras/serving/http_server.hpp"

namespace keras::serving {

/// Whether a URL can hold `name` as it is: letters, digits, '_', '-' and '.'.
bool is_model_name(std::string_view name);

/// `{"error": "..."}`
std::string error_json(const std::string& sentence);

/// Answers for models by name; nothing is thrown.
class Service {
 public:
  explicit Service(std::map<std::string, Model> models) : models_(std::move(models)) {}

  HttpResponse answer(const HttpRequest& request) const;

 private:
  std::map<std::string, Model> models_;
};

}  // namespace keras::serving
