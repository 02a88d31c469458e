#include "keras/models/losses_of_outputs.hpp"

#include <algorithm>

#include "keras/core/error.hpp"
#include "keras/core/naming.hpp"

namespace keras {
namespace {

using LossKind = PerOutput<Loss>::Kind;
using WeightKind = PerOutput<double>::Kind;

struct Place {
  std::size_t output;
  std::vector<Loss> losses;
  bool nested = false;  ///< In a list of their own.
};

std::size_t place_of(const std::string& name, const std::vector<std::string>& names,
                     const char* argument) {
  const auto at = std::find(names.begin(), names.end(), name);
  if (at == names.end())
    fail("compile: ", argument, " names the output ", quoted(name), suggestion(name, names));
  return static_cast<std::size_t>(at - names.begin());
}

/// The item for each output, in their order. As in Keras, only a model that gives a dictionary may
/// have outputs that nothing is named for.
template <class T>
std::vector<typename PerOutput<T>::Item> by_output(const PerOutput<T>& given,
                                                   const std::vector<std::string>& names,
                                                   const char* argument) {
  std::vector<std::string> known;
  for (const auto& item : given.items()) {
    place_of(item.name, names, argument);
    known.push_back(item.name);
  }
  std::vector<typename PerOutput<T>::Item> ordered;
  for (const auto& name : names) {
    const auto at = std::find(known.begin(), known.end(), name);
    if (at == known.end())
      fail("compile: ", argument, " must name all ", names.size(),
           " outputs of a model that gives no dictionary; received names ", known);
    ordered.push_back(given.items()[static_cast<std::size_t>(at - known.begin())]);
  }
  return ordered;
}

/// In the order of the names, as Keras goes through dictionaries.
template <class T>
std::vector<typename PerOutput<T>::Item> by_name(const PerOutput<T>& given) {
  auto items = given.items();
  std::sort(items.begin(), items.end(),
            [](const auto& a, const auto& b) { return a.name < b.name; });
  return items;
}

std::vector<Place> named_places(const PerOutput<Loss>& loss, const std::vector<std::string>& names,
                                bool gives_dictionary) {
  std::vector<Place> places;
  if (gives_dictionary) {
    for (const auto& item : by_name(loss))
      places.push_back({place_of(item.name, names, "loss"), item.values, item.nested});
    return places;
  }
  for (const auto& item : by_output(loss, names, "loss"))
    places.push_back({places.size(), item.values, item.nested});
  return places;
}

/// A list names the first outputs; that of a dictionary has no lists in it.
std::vector<Place> listed_places(const PerOutput<Loss>& loss, const std::vector<std::string>& names,
                                 bool gives_dictionary) {
  const auto& items = loss.items();
  if (items.size() > names.size() || (gives_dictionary && items.size() < names.size()))
    fail("compile: loss must have one entry for each of the ", names.size(), " outputs; received ",
         items.size());
  std::vector<Place> places;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].nested && gives_dictionary)
      fail("compile: loss must be a dictionary where outputs of a dictionary have lists of losses");
    places.push_back({i, items[i].values, items[i].nested});
  }
  return places;
}

std::vector<Place> places_of(const PerOutput<Loss>& loss, const std::vector<std::string>& names,
                             bool gives_dictionary) {
  if (loss.kind() == LossKind::none) return {};
  if (loss.kind() == LossKind::named) return named_places(loss, names, gives_dictionary);
  if (loss.kind() == LossKind::list) return listed_places(loss, names, gives_dictionary);
  std::vector<Place> all;
  for (std::size_t i = 0; i < names.size(); ++i) all.push_back({i, loss.items()[0].values});
  return all;
}

void expect_real_losses(const std::vector<Place>& places, const std::vector<std::string>& names,
                        bool gives_dictionary) {
  for (const auto& [output, losses, nested] : places) {
    if (names.size() == 1 && !gives_dictionary && !losses.empty() && !losses[0].defined())
      fail("compile: loss must not be None for the only output; received None");
    if (!nested) continue;
    // Keras computes the first only, and says that all are 0.
    if (names.size() == 1 && losses.size() != 1)
      fail("compile: loss must be a single one for the only output; received ", losses.size());
    for (const auto& loss : losses)
      if (!loss.defined())
        fail("compile: loss must have no None among the losses of the output ",
             quoted(names[output]));
  }
}

std::vector<double> flat_weights(const PerOutput<Loss>& loss, const PerOutput<double>& weights,
                                 const std::vector<std::string>& names, bool gives_dictionary) {
  auto items = weights.items();
  if (weights.kind() == WeightKind::named)
    items = loss.kind() == LossKind::named && !gives_dictionary
                ? by_output(weights, names, "loss_weights")
                : by_name(weights);
  std::vector<double> flat;
  for (const auto& item : items) flat.insert(flat.end(), item.values.begin(), item.values.end());
  return flat;
}

}  // namespace

std::vector<std::vector<WeightedLoss>> losses_of_outputs(const PerOutput<Loss>& loss,
                                                         const PerOutput<double>& weights,
                                                         const std::vector<std::string>& names,
                                                         bool gives_dictionary) {
  const auto places = places_of(loss, names, gives_dictionary);
  expect_real_losses(places, names, gives_dictionary);
  const bool one = loss.kind() == LossKind::one;
  std::size_t count = one ? 1 : 0;
  for (const auto& place : places) count += one ? 0 : place.losses.size();
  const auto flat = flat_weights(loss, weights, names, gives_dictionary);
  if (weights.given() && flat.size() != count)
    fail("compile: loss_weights must have one number for each of the ", count, " losses; received ",
         flat.size());
  std::vector<std::vector<WeightedLoss>> settled(names.size());
  std::size_t next = 0;
  for (const auto& [output, losses, nested] : places)
    for (const auto& each : losses) {
      const auto at = one ? 0 : next++;
      settled[output].push_back({each, flat.empty() ? 1 : flat[at]});
    }
  return settled;
}

}  // namespace keras
