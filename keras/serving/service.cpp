#include "keras/serving/service.hpp"

#include <algorithm>
#include <new>
#include <optional>
#include <string_view>

#include "keras/core/error.hpp"
#include "keras/core/json.hpp"
#include "keras/serving/predict_request.hpp"

namespace keras::serving {
namespace {

constexpr std::string_view version = "1";  // of every model, as there is only the one given

/// Takes `prefix` off the front of `text`, if it is there.
bool take(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

/// What a request is about: "/v1/models/NAME[/versions/VERSION][:VERB|/metadata]".
struct Target {
  std::string name, version, what;
};

std::optional<Target> parsed(std::string_view path) {
  path = path.substr(0, path.find('?'));
  const auto word = [&] {
    std::string taken(path.substr(0, path.find_first_of("/:")));
    path.remove_prefix(taken.size());
    return taken;
  };
  if (!take(path, "/v1/models/")) return {};
  Target target = {word(), std::string(version), ""};
  if (take(path, "/versions/")) target.version = word();
  target.what = std::string(path);
  return target;
}

HttpResponse error(int status, const std::string& sentence) {
  return {status, error_json(sentence)};
}

HttpResponse json(const Object& object) { return {200, to_json(object) + "\n"}; }

Object status_of_model() {
  const Object fine = {{"error_code", "OK"}, {"error_message", ""}};
  const Object state = {{"version", version}, {"state", "AVAILABLE"}, {"status", fine}};
  return {{"model_version_status", List{state}}};
}

/// As TensorFlow names it: "DT_FLOAT".
std::string tensorflow_name(DType dtype) {
  if (dtype == DType::float32) return "DT_FLOAT";
  if (dtype == DType::float64) return "DT_DOUBLE";
  if (dtype == DType::float16) return "DT_HALF";
  if (dtype == DType::boolean) return "DT_BOOL";
  auto name = text("DT_", dtype);
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return name;
}

Object tensor_info(const std::string& name, const Spec& spec) {
  List dims;
  for (const auto dim : spec.shape.dims())  // an unknown length is -1 here and there
    dims.push_back(Object{{"size", std::to_string(dim)}, {"name", ""}});
  return {{"dtype", tensorflow_name(spec.dtype)},
          {"tensor_shape", Object{{"dim", std::move(dims)}, {"unknown_rank", false}}},
          {"name", name}};
}

Object signature_def(const Model& model) {
  const auto& implementation = model.implementation();
  Object inputs, outputs;
  const auto input_specs = implementation.input_specs();
  const auto input_names = implementation.input_names();
  for (std::size_t i = 0; i < std::min(input_names.size(), input_specs.size()); ++i)
    inputs[input_names[i]] = tensor_info(input_names[i], input_specs[i]);
  const auto output_names = implementation.output_names();
  const auto output_tensors = implementation.symbolic_outputs();
  for (std::size_t i = 0; i < std::min(output_names.size(), output_tensors.size()); ++i)
    outputs[output_names[i]] = tensor_info(output_names[i], output_tensors[i].spec());
  return {{"inputs", std::move(inputs)},
          {"outputs", std::move(outputs)},
          {"method_name", "tensorflow/serving/predict"}};
}

Object metadata_of(const std::string& name, const Model& model) {
  const Object signatures = {{"serving_default", signature_def(model)}};
  return {{"model_spec", Object{{"name", name}, {"signature_name", ""}, {"version", version}}},
          {"metadata", Object{{"signature_def", Object{{"signature_def", signatures}}}}}};
}

HttpResponse prediction(const Model& model, const HttpRequest& request) {
  try {
    return {200, predict_json(model, request.body)};
  } catch (const ValueError& problem) {
    return error(400, problem.what());
  } catch (const std::bad_alloc&) {
    return error(503, "there is not enough memory for this request");
  } catch (const std::exception& problem) {
    return error(500, problem.what());
  }
}

HttpResponse answer_for(const std::string& name, const Model& model, const Target& target,
                        const HttpRequest& request) {
  if (target.version != version)
    return error(404, text("model ", quoted(name), " has only version ", version, "; received ",
                           quoted(target.version)));
  const bool predicts = target.what == ":predict";
  if (!predicts && !target.what.empty() && target.what != "/metadata")
    return error(404, text("model ", quoted(name), " has no ", quoted(target.what),
                           "; expected :predict or /metadata"));
  const bool reads = request.method == "GET" || request.method == "HEAD";
  if (predicts ? request.method != "POST" : !reads)
    return {405,
            error_json(text(quoted(request.path), " takes ", predicts ? "POST" : "GET",
                            "; received ", quoted(request.method))),
            predicts ? "POST" : "GET, HEAD"};
  if (predicts) return prediction(model, request);
  return json(target.what.empty() ? status_of_model() : metadata_of(name, model));
}

}  // namespace

bool is_model_name(std::string_view name) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.';
  };
  return !name.empty() && std::all_of(name.begin(), name.end(), fits);
}

std::string error_json(const std::string& sentence) {
  return to_json(Object{{"error", sentence}}) + "\n";
}

HttpResponse Service::answer(const HttpRequest& request) const {
  const auto target = parsed(request.path);
  if (!target)
    return error(404, text("nothing is at ", quoted(request.path),
                           "; expected /v1/models/NAME, and behind it :predict or /metadata"));
  const auto found = models_.find(target->name);
  if (found == models_.end()) {
    std::vector<std::string> names;
    for (const auto& [name, model] : models_) names.push_back(name);
    return error(404, text("model ", quoted(target->name), " is not served",
                           suggestion(target->name, names)));
  }
  return answer_for(found->first, found->second, *target, request);
}

}  // namespace keras::serving
