#include "keras/layers/preprocessing/lookup_table.hpp"

#include <charconv>

#include "keras/core/error.hpp"
#include "keras/core/interned.hpp"
#include "keras/graph/define.hpp"
#include "keras/layers/preprocessing/hash_bins.hpp"
#include "keras/ops/core.hpp"

namespace keras::layers {
namespace {

std::string_view string_of(TokenKey token) { return interned(static_cast<std::uint32_t>(token)); }

struct LookUp {
  static constexpr auto name = "look_up";
  std::shared_ptr<const LookupTable> table;

  Spec infer(const Spec& x) const { return {x.shape, DType::int32}; }
  Tensor vjp(const Tensor&, const Tensor&, const Tensor&) const { return {}; }
  void run(const runtime::Cpu&, const View& x, const View& y) const {
    table->expect_tokens();
    if (table->rules().strings) return fill(x.as<std::uint32_t>(), y);
    fill(x.as<std::int64_t>(), y);
  }

  template <class Stored>
  void fill(const Stored* tokens, const View& y) const {
    auto* indices = y.as<std::int32_t>();
    for (std::int64_t i = 0; i < y.shape().elements(); ++i)
      indices[i] = table->index_of(static_cast<TokenKey>(tokens[i]));
  }
};

struct LookUpTokens {
  static constexpr auto name = "look_up_tokens";
  std::shared_ptr<const LookupTable> table;

  Spec infer(const Spec& x) const {
    return {x.shape, table->rules().strings ? DType::string : DType::int32};
  }
  Tensor vjp(const Tensor&, const Tensor&, const Tensor&) const { return {}; }
  void run(const runtime::Cpu&, const View& x, const View& y) const {
    table->expect_tokens();
    if (table->rules().strings) return fill(x, y.as<std::uint32_t>());
    fill(x, y.as<std::int32_t>());
  }

  template <class Stored>
  void fill(const View& x, Stored* tokens) const {
    const auto* indices = x.as<std::int64_t>();
    for (std::int64_t i = 0; i < x.shape().elements(); ++i)
      tokens[i] = static_cast<Stored>(table->token_at(indices[i]));
  }
};

}  // namespace

void LookupTable::fill(std::vector<TokenKey> tokens) {
  tokens_ = std::move(tokens);
  indices_.clear();
  auto index = first_token();
  for (const auto token : tokens_) indices_.emplace(token, index++);
}

void LookupTable::expect_tokens() const {
  if (tokens_.empty())
    fail(rules_.path, ": has no vocabulary yet; call adapt or set_vocabulary first");
}

void LookupTable::refuse(std::string_view text) const {
  fail(rules_.path, ": with num_oov_indices=0 all tokens must be in the vocabulary; received ",
       quoted(text));
}

std::int32_t LookupTable::bin_of(std::string_view text) const {
  if (rules_.num_oov_indices == 1) return rules_.first_oov;
  return rules_.first_oov +
         static_cast<std::int32_t>(hash_bin(text, rules_.num_oov_indices, rules_.salt));
}

std::int32_t LookupTable::index_of(TokenKey token) const {
  if (token == rules_.mask_token) return rules_.mask_index;
  if (const auto at = indices_.find(token); at != indices_.end()) return at->second;
  const auto bins = rules_.num_oov_indices;
  if (bins == 0) refuse(text_of(token));
  if (bins == 1) return rules_.first_oov;
  if (rules_.strings || rules_.hashes_numbers) return bin_of(text_of(token));
  return rules_.first_oov + static_cast<std::int32_t>((token % bins + bins) % bins);
}

std::int32_t LookupTable::index_of(std::string_view token) const {
  if (const auto number = find_interned(token)) return index_of(TokenKey{*number});
  if (rules_.num_oov_indices == 0) refuse(token);
  return bin_of(token);  // a string that nobody has seen is no token
}

TokenKey LookupTable::token_at(std::int64_t index) const {
  if (index == 0 && rules_.first_oov == 1) return *rules_.mask_token;
  const auto place = index - first_token();
  return place >= 0 && place < std::ssize(tokens_) ? tokens_[static_cast<std::size_t>(place)]
                                                   : rules_.oov_token;
}

std::string LookupTable::text_of(TokenKey token) const {
  return rules_.strings ? std::string(string_of(token)) : std::to_string(token);
}

TokenKey LookupTable::key_of(std::string_view text) const {
  if (rules_.strings) return intern(text);
  TokenKey token = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), token);
  if (error != std::errc() || end != text.data() + text.size())
    fail(rules_.path, ": tokens must be whole numbers; received ", quoted(text));
  return token;
}

Tensor look_up(const Tensor& x, std::shared_ptr<const LookupTable> table) {
  const auto& rules = table->rules();
  if ((x.dtype() == DType::string) != rules.strings)
    fail(rules.path, ": ", rules.strings ? "strings" : "whole numbers",
         " are wanted; received dtype ", x.dtype());
  return graph::apply(LookUp{std::move(table)}, rules.strings ? x : ops::cast(x, "int64"));
}

Tensor look_up_tokens(const Tensor& indices, std::shared_ptr<const LookupTable> table) {
  if (indices.dtype() == DType::string)
    fail(table->rules().path, ": with invert, indices are wanted; received dtype string");
  return graph::apply(LookUpTokens{std::move(table)}, ops::cast(indices, "int64"));
}

}  // namespace keras::layers
