#include "keras/layers/preprocessing/vectorize.hpp"

#include <algorithm>

#include "keras/core/interned.hpp"
#include "keras/graph/define.hpp"

namespace keras::layers {
namespace {

std::string_view string_at(const View& x, std::int64_t i) {
  return interned(x.as<std::uint32_t>()[i]);
}

struct TokenIndices {
  static constexpr auto name = "token_indices";
  std::shared_ptr<const Vectorizer> vectorizer;
  std::int64_t length;

  Spec infer(const Spec& x) const { return {x.shape + Shape({length}), DType::int32}; }
  Tensor vjp(const Tensor&, const Tensor&, const Tensor&) const { return {}; }
  void run(const runtime::Cpu&, const View& x, const View& y) const {
    vectorizer->table->expect_tokens();
    auto* indices = y.as<std::int32_t>();
    std::fill_n(indices, y.shape().elements(), 0);
    for (std::int64_t i = 0; i < x.shape().elements(); ++i, indices += length) {
      const auto tokens = vectorizer->tokenizer.tokens(string_at(x, i));
      for (std::size_t j = 0; j < std::min(tokens.size(), std::size_t(length)); ++j)
        indices[j] = vectorizer->table->index_of(tokens[j]);
    }
  }
};

struct CountTokens {
  static constexpr auto name = "count_tokens";
  std::shared_ptr<const Vectorizer> vectorizer;
  std::int64_t depth;

  Spec infer(const Spec& x) const { return {x.shape + Shape({depth}), DType::int32}; }
  Tensor vjp(const Tensor&, const Tensor&, const Tensor&) const { return {}; }
  void run(const runtime::Cpu&, const View& x, const View& y) const {
    vectorizer->table->expect_tokens();
    auto* counts = y.as<std::int32_t>();
    std::fill_n(counts, y.shape().elements(), 0);
    for (std::int64_t i = 0; i < x.shape().elements(); ++i, counts += depth)
      for (const auto& token : vectorizer->tokenizer.tokens(string_at(x, i)))
        if (const auto index = vectorizer->table->index_of(token); index >= 0 && index < depth)
          ++counts[index];
  }
};

struct Standardize {
  static constexpr auto name = "standardize";
  std::shared_ptr<const Vectorizer> vectorizer;

  Spec infer(const Spec& x) const {
    auto shape = x.shape;
    if (shape.rank() > 0) shape[-1] = vectorizer->tokenizer.joined_count(shape[-1]);
    return {shape, DType::string};
  }
  Tensor vjp(const Tensor&, const Tensor&, const Tensor&) const { return {}; }
  void run(const runtime::Cpu&, const View& x, const View& y) const {
    const auto length = x.shape().rank() > 0 ? x.shape()[-1] : 1;
    auto* out = y.as<std::uint32_t>();
    for (std::int64_t first = 0; first < x.shape().elements(); first += length) {
      std::vector<std::string> row;
      for (std::int64_t i = first; i < first + length; ++i)
        row.push_back(vectorizer->tokenizer.standardized(string_at(x, i)));
      for (const auto& token : vectorizer->tokenizer.joined(std::move(row))) *out++ = intern(token);
    }
  }
};

}  // namespace

Tensor token_indices(const Tensor& x, std::shared_ptr<const Vectorizer> vectorizer,
                     std::int64_t length) {
  return graph::apply(TokenIndices{std::move(vectorizer), length}, x);
}

Tensor token_counts(const Tensor& x, std::shared_ptr<const Vectorizer> vectorizer,
                    std::int64_t depth) {
  return graph::apply(CountTokens{std::move(vectorizer), depth}, x);
}

std::int64_t longest(const Tensor& x, const Tokenizer& tokenizer) {
  std::int64_t most = 0;
  for (const auto& text : x.to_vector<std::string>())
    most = std::max(most, std::ssize(tokenizer.tokens(text)));
  return most;
}

Tensor standardized(const Tensor& x, std::shared_ptr<const Vectorizer> vectorizer) {
  return graph::apply(Standardize{std::move(vectorizer)}, x);
}

}  // namespace keras::layers
