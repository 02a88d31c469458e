#include "keras/data/source.hpp"

#include <utility>
#include <vector>

#include "keras/data/rows.hpp"

namespace keras::pipeline {
namespace {

class OrderedStream final : public Stream {
 public:
  OrderedStream(const Table& table, Order order) : table_(table), order_(std::move(order)) {}

  std::optional<Batch> next() override {
    const auto number = order_();
    if (!number) return {};
    return table_.at(*number);
  }
  std::optional<Batch> next_rows(std::int64_t count) override {
    std::vector<std::int64_t> numbers;
    while (static_cast<std::int64_t>(numbers.size()) < count) {
      const auto number = order_();
      if (!number) break;
      numbers.push_back(*number);
    }
    if (numbers.empty()) return {};
    return table_.rows(numbers);
  }

 private:
  const Table& table_;
  Order order_;
};

}  // namespace

std::optional<Batch> Stream::next_rows(std::int64_t count) {
  std::vector<Batch> elements;
  while (static_cast<std::int64_t>(elements.size()) < count) {
    auto element = next();
    if (!element) break;
    elements.push_back(std::move(*element));
  }
  if (elements.empty()) return {};
  return data::stacked(elements);
}

Batch Table::rows(std::span<const std::int64_t> numbers) const {
  std::vector<Batch> elements;
  for (const auto number : numbers) elements.push_back(at(number));
  return data::stacked(elements);
}

std::unique_ptr<Stream> Table::open() const {
  return open_in_order(*this, [next = std::int64_t{0}, end = count()]() mutable {
    return next < end ? std::optional(next++) : std::nullopt;
  });
}

std::unique_ptr<Stream> open_in_order(const Table& table, Order order) {
  return std::make_unique<OrderedStream>(table, std::move(order));
}

}  // namespace keras::pipeline
