#include "keras/layers/preprocessing/index_lookup.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <unordered_set>

#include "keras/io/file.hpp"
#include "keras/layers/preprocessing/encode_categories.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/operators.hpp"

namespace keras::layers {
namespace {

LookupRules rules_of(const LookupSettings& settings, std::string path) {
  const bool indices = settings.output_mode == "int";
  return {.path = std::move(path),
          .strings = settings.strings,
          .first_oov = settings.mask_token && indices ? 1 : 0,
          .num_oov_indices = settings.num_oov_indices,
          .hashes_numbers = settings.oov_method == "farmhash",
          .salt = settings.salt,
          .mask_token = settings.mask_token,
          .mask_index = indices ? 0 : -1,
          .oov_token = settings.oov_token};
}

/// The lines of a text file, with or without carriage returns; empty ones at the end go.
std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

}  // namespace

std::optional<int> take_vocabulary_size(Object& config) {
  std::optional<int> size;
  if (const auto* saved = config.find("vocabulary_size")) from_value(*saved, size);
  config.erase("vocabulary_size");
  config.erase("has_input_vocabulary");
  return size;
}

std::string output_mode_of(const std::string& given) {
  return given == "binary" ? "multi_hot" : given == "tf-idf" ? "tf_idf" : given;
}

IndexLookup::IndexLookup(LookupSettings settings)
    : Impl(settings.class_name, settings.name), settings_(std::move(settings)) {
  check_arguments();
  table_ = std::make_shared<LookupTable>(rules_of(settings_, path()));
}

void IndexLookup::check_arguments() const {
  const auto& s = settings_;
  const auto where = "layers." + class_name;
  constexpr const char* modes[] = {"int", "one_hot", "multi_hot", "count", "tf_idf"};
  if (std::find(std::begin(modes), std::end(modes), s.output_mode) == std::end(modes))
    fail(where, ": output_mode must be 'int', 'one_hot', 'multi_hot', 'count' or 'tf_idf'; ",
         "received output_mode=", quoted(s.output_mode));
  if (s.max_tokens && *s.max_tokens < 2)
    fail(where, ": max_tokens must be greater than 1; received max_tokens=", *s.max_tokens);
  if (s.pad_to_max_tokens && !s.max_tokens)
    fail(where, ": pad_to_max_tokens needs max_tokens; received max_tokens=None");
  if (s.num_oov_indices < 0)
    fail(where,
         ": num_oov_indices must not be negative; received num_oov_indices=", s.num_oov_indices);
  if (s.oov_method != "floormod" && s.oov_method != "farmhash")
    fail(where, ": oov_method must be 'floormod' or 'farmhash'; received oov_method=",
         quoted(s.oov_method));
  if (s.salt.given() && !s.strings && s.oov_method != "farmhash")
    fail(where, ": salt needs oov_method='farmhash'; received oov_method=", quoted(s.oov_method));
  if (s.invert && s.output_mode != "int")
    fail(where, ": invert needs output_mode='int'; received output_mode=", quoted(s.output_mode));
  if (s.sparse)
    fail(where, ": sparse must be false, there are no sparse tensors; received sparse=true");
  if (s.idf_weights && s.output_mode != "tf_idf")
    fail(where,
         ": idf_weights need output_mode='tf_idf'; received output_mode=", quoted(s.output_mode));
  if (s.output_mode == "tf_idf" && s.has_vocabulary && !s.idf_weights)
    fail(where, ": with output_mode='tf_idf' a vocabulary needs idf_weights; received None");
}

Object IndexLookup::config_with(Object config) const {
  config.erase("name");
  config["output_mode"] = settings_.output_mode;
  config["vocabulary_size"] = known_size_ ? Value(*known_size_) : Value(nullptr);
  return config;
}

// ---- calls --------------------------------------------------------------------------------------

Tensors IndexLookup::call(const Tensors& inputs, CallContext&) {
  if (inputs.size() != 1) fail(path(), ": one input is wanted; received ", inputs.size());
  return call(inputs[0]);
}

Tensor IndexLookup::call(const Tensor& x) {
  return settings_.invert ? look_up_tokens(x, table_) : encoded(look_up(x, table_));
}

Tensor IndexLookup::encoded(const Tensor& indices) const {
  const auto& mode = settings_.output_mode;
  if (mode == "int") return indices;
  const auto counted = mode == "tf_idf" ? "count" : mode;
  const auto counts = encode_categories(indices, counted, depth(), "int32");
  return mode == "tf_idf" ? weighted(counts) : counts;
}

Tensor IndexLookup::weighted(const Tensor& counts) const {
  if (settings_.output_mode == "multi_hot") return ops::minimum(counts, 1);
  if (settings_.output_mode != "tf_idf") return counts;
  if (!idf_.defined()) return ops::cast(counts, "float32");  // a stand-in, before files are read
  return ops::cast(counts, idf_.dtype()) * idf_;
}

int IndexLookup::depth() const {
  if (settings_.pad_to_max_tokens) return *settings_.max_tokens;
  if (!known_size_)
    fail(path(), ": with output_mode=", quoted(settings_.output_mode),
         " the vocabulary must be known before a call; call adapt or give vocabulary");
  return *known_size_;
}

// ---- vocabularies -------------------------------------------------------------------------------

std::vector<TokenKey> IndexLookup::special_tokens() const {
  const auto& rules = table_->rules();
  std::vector<TokenKey> tokens(static_cast<std::size_t>(table_->first_token()), rules.oov_token);
  if (rules.first_oov == 1) tokens[0] = *rules.mask_token;
  return tokens;
}

int IndexLookup::vocabulary_size() const {
  return table_->first_token() + static_cast<int>(table_->tokens().size());
}

void IndexLookup::expect_size(std::optional<int> size) {
  if (table_->tokens().empty()) known_size_ = size;
}

std::vector<TokenKey> IndexLookup::vocabulary(bool include_special_tokens) const {
  auto tokens = include_special_tokens ? special_tokens() : std::vector<TokenKey>();
  tokens.insert(tokens.end(), table_->tokens().begin(), table_->tokens().end());
  return tokens;
}

void IndexLookup::check_tokens(const std::vector<TokenKey>& tokens) const {
  const auto name = [&](TokenKey token) { return quoted(table_->text_of(token)); };
  std::unordered_set<TokenKey> seen;
  for (const auto token : tokens) {
    if (!seen.insert(token).second)
      fail(path(), ": each token of the vocabulary must be there once; received ", name(token),
           " twice");
    if (token == settings_.mask_token)
      fail(path(), ": the mask token must be first in the vocabulary or be left out; received ",
           name(token), " behind it");
    if (settings_.invert && !settings_.strings && token != static_cast<std::int32_t>(token))
      fail(path(), ": with invert, tokens must have at most 32 bits; received ", name(token));
    if (settings_.invert && token == settings_.oov_token)
      fail(path(), ": with invert, oov_token must be no token of the vocabulary; received ",
           name(token));
  }
  const auto size = tokens.size() + static_cast<std::size_t>(table_->first_token());
  if (settings_.max_tokens && size > static_cast<std::size_t>(*settings_.max_tokens))
    fail(path(), ": the vocabulary must have at most max_tokens=", *settings_.max_tokens,
         " tokens with the special ones; received ", size);
}

void IndexLookup::fill(std::vector<TokenKey> tokens) {
  const auto size = table_->first_token() + static_cast<int>(tokens.size());
  const bool fixed = settings_.output_mode != "int" && !settings_.pad_to_max_tokens;
  if (fixed && known_size_ && *known_size_ != size)
    fail(path(), ": the size of the vocabulary, which outputs have, cannot change from ",
         *known_size_, "; received ", size);
  table_->fill(std::move(tokens));
  known_size_ = size;
}

void IndexLookup::set_weights(std::vector<float> weights) {
  if (settings_.pad_to_max_tokens) weights.resize(static_cast<std::size_t>(*settings_.max_tokens));
  const Tensor value(weights);
  if (idf_.defined()) return idf_.assign(value);
  idf_ = Variable(value, "idf_weights", false);
}

void IndexLookup::set_vocabulary(const std::vector<TokenKey>& given,
                                 const OptionalList<double>& weights) {
  const bool weighted = settings_.output_mode == "tf_idf";
  if (weighted != weights.has_value())
    fail(path(),
         ": idf_weights must be given for output_mode='tf_idf' and not otherwise; received ",
         weights ? "some" : "None", " for output_mode=", quoted(settings_.output_mode));
  if (given.empty()) fail(path(), ": vocabulary must have at least one token; received none");
  if (weights && weights->size() != given.size())
    fail(path(), ": idf_weights must be as many as the tokens of the vocabulary; received ",
         weights->size(), " and ", given.size());
  const auto special = special_tokens();
  const bool has_special =
      given.size() >= special.size() && std::equal(special.begin(), special.end(), given.begin());
  const auto first = given.begin() + (has_special ? std::ssize(special) : 0);
  std::vector<TokenKey> tokens(first, given.end());
  check_tokens(tokens);
  fill(std::move(tokens));
  if (!weights) return;
  std::vector<float> all(weights->begin(), weights->end());
  if (!has_special) {
    const auto sum = std::accumulate(weights->begin(), weights->end(), 0.0);
    const auto mean = static_cast<float>(sum / static_cast<double>(weights->size()));
    all.insert(all.begin(), special.size(), mean);
  }
  set_weights(std::move(all));
}

void IndexLookup::read_vocabulary(const std::string& file) {
  if (settings_.output_mode == "tf_idf")
    fail(path(), ": with output_mode='tf_idf' the vocabulary must be a list; received the file ",
         quoted(file));
  const auto text = io::read_file(file);
  std::vector<TokenKey> tokens;
  for (const auto line : lines_of(io::text_of(text.bytes())))
    tokens.push_back(table_->key_of(line));
  if (tokens.empty())
    fail(path(), ": the vocabulary must have tokens; the file ", quoted(file), " has none");
  check_tokens(tokens);
  fill(std::move(tokens));
}

void IndexLookup::adapt(const std::vector<std::vector<TokenKey>>& documents) {
  if (settings_.has_vocabulary)
    fail(path(), ": adapt needs a layer without the argument vocabulary; received one");
  TokenCounts counts;
  for (const auto& document : documents) counts.add(document);
  if (counts.empty()) fail(path(), ": adapt needs at least one sample; received none");
  if (settings_.mask_token) counts.forget(*settings_.mask_token);
  counts.forget(settings_.oov_token);
  const auto room = settings_.max_tokens ? *settings_.max_tokens - table_->first_token()
                                         : std::numeric_limits<int>::max();
  auto tokens =
      counts.most_frequent(static_cast<std::size_t>(std::max(room, 0)), settings_.strings);
  std::vector<float> weights;
  for (const auto token : tokens) weights.push_back(counts.inverse_document_frequency(token));
  fill(std::move(tokens));
  if (settings_.output_mode != "tf_idf") return;
  const auto sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  const auto mean = weights.empty() ? 0.0 : sum / static_cast<double>(weights.size());
  weights.insert(weights.begin(), static_cast<std::size_t>(table_->first_token()),
                 static_cast<float>(mean));
  set_weights(std::move(weights));
}

// ---- files --------------------------------------------------------------------------------------

std::vector<SavedTensor> IndexLookup::saved_tensors() {
  if (settings_.output_mode != "tf_idf") return {};
  const auto value = [this]() -> Tensor {
    if (!idf_.defined())
      fail(path(), ": has no idf_weights yet; call adapt or set_vocabulary before saving");
    return idf_;
  };
  const auto load = [this](const Tensor& weights) {
    const auto values = weights.to_vector<double>();
    set_weights({values.begin(), values.end()});
  };
  return {{"idf_weights", value, load}};
}

std::vector<Asset> IndexLookup::assets() {
  if (settings_.in_config) return {};
  return {{"vocabulary.txt", [this] { return content(); },
           [this](std::string_view text) { load(text); }}};
}

std::string IndexLookup::content() const {
  std::string text;
  for (const auto token : vocabulary(true)) text += table_->text_of(token) + '\n';
  if (!text.empty()) text.pop_back();
  return text;
}

void IndexLookup::load(std::string_view text) {
  std::vector<TokenKey> tokens;
  for (const auto line : lines_of(text)) tokens.push_back(table_->key_of(line));
  if (tokens == special_tokens()) return;  // of a layer that had none
  OptionalList<double> weights;
  if (settings_.output_mode == "tf_idf") {
    weights = saved_tensors()[0].value().to_vector<double>();
    weights->resize(tokens.size());  // without what fills them up to max_tokens
  }
  set_vocabulary(tokens, weights);
}

}  // namespace keras::layers
