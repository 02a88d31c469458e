#include "keras/layers/preprocessing/token_counts.hpp"

#include <algorithm>
#include <cmath>

#include "keras/core/interned.hpp"

namespace keras::layers {

void TokenCounts::add(const std::vector<TokenKey>& document) {
  ++documents_;
  for (const auto token : document) {
    auto& count = counts_[token];
    ++count.tokens;
    if (std::exchange(count.last_document, documents_) != documents_) ++count.documents;
  }
}

std::vector<TokenKey> TokenCounts::most_frequent(std::size_t most, bool strings) const {
  std::vector<std::pair<std::int64_t, TokenKey>> sorted;
  for (const auto& [token, count] : counts_) sorted.emplace_back(count.tokens, token);
  const auto greater = [&](TokenKey a, TokenKey b) {
    if (!strings) return a > b;
    return interned(static_cast<std::uint32_t>(a)) > interned(static_cast<std::uint32_t>(b));
  };
  std::sort(sorted.begin(), sorted.end(), [&](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : greater(a.second, b.second);
  });
  if (sorted.size() > most) sorted.resize(most);
  std::vector<TokenKey> tokens;
  for (const auto& [count, token] : sorted) tokens.push_back(token);
  return tokens;
}

float TokenCounts::inverse_document_frequency(TokenKey token) const {
  const auto with_token = static_cast<double>(counts_.at(token).documents);
  return static_cast<float>(std::log(1 + static_cast<double>(documents_) / (1 + with_token)));
}

std::vector<std::vector<TokenKey>> documents_of(const Tensor& x) {
  std::vector<TokenKey> tokens;
  if (x.dtype() == DType::string) {
    for (const auto& text : x.to_vector<std::string>()) tokens.push_back(intern(text));
  } else {
    tokens = x.to_vector<TokenKey>();
  }
  const auto count = x.rank() == 0 ? 1 : static_cast<std::size_t>(x.shape(0));
  const auto length = count == 0 ? 0 : tokens.size() / count;
  std::vector<std::vector<TokenKey>> documents;
  for (auto at = tokens.cbegin(); documents.size() < count; at += std::ptrdiff_t(length))
    documents.emplace_back(at, at + std::ptrdiff_t(length));
  return documents;
}

std::vector<std::vector<TokenKey>> documents_of(const std::vector<Tensor>& batches) {
  std::vector<std::vector<TokenKey>> all;
  for (const auto& batch : batches)
    for (auto& document :
         documents_of(batch.rank() == 1 ? batch.reshape({1, batch.size()}) : batch))
      all.push_back(std::move(document));
  return all;
}

}  // namespace keras::layers
