#include "fuzz/targets.hpp"

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <set>

#include "keras/core/error.hpp"
#include "keras/core/json.hpp"
#include "keras/io/atomic_file.hpp"
#include "keras/io/hdf5_reader.hpp"
#include "keras/io/npy.hpp"
#include "keras/io/zip.hpp"
#include "keras/layers/core/input_layer.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/saving/saving.hpp"
#include "keras/serving/service.hpp"

namespace keras::fuzz {
namespace {

/// `work()`, which may refuse its input.
template <class Work>
void allowing_refusal(Work work) {
  try {
    work();
  } catch (const ValueError&) {
  }
}

void expect(bool kept) {
  if (!kept) std::abort();
}

/// Reads whatever can be reached from a group, each object once.
class Walk {
 public:
  void visit(const io::Hdf5Group& group) {
    if (!seen_.insert(group.address()).second) return;
    read_attributes(group);
    for (const auto& name : group.names()) allowing_refusal([&] { visit_below(group, name); });
  }

 private:
  void visit_below(const io::Hdf5Group& group, const std::string& name) {
    if (group.is_group(name) && seen_.size() < most_groups) visit(group.group(name));
    if (!group.is_dataset(name)) return;
    const auto dataset = group.dataset(name);
    read_attributes(dataset);
    const auto array = dataset.read();
    expect(array.dtype == DType::string || array.data.size() == dataset.size_in_bytes());
  }

  static void read_attributes(const io::Hdf5Object& object) {
    for (const auto& name : object.attribute_names())
      allowing_refusal([&] { object.attribute(name); });
  }

  static constexpr std::size_t most_groups = 200;  // as deep as the recursion may become
  std::set<std::uint64_t> seen_;
};

/// Whether all numbers are small enough for a model that fits into memory.
bool is_small(const Value& value) {
  constexpr double largest = 256;
  if (value.is_number()) return !(std::abs(value.as_number()) > largest);
  if (value.is_list()) {
    const auto& list = value.as_list();
    return std::all_of(list.begin(), list.end(), is_small);
  }
  if (!value.is_object()) return true;
  const auto& object = value.as_object();
  return std::all_of(object.begin(), object.end(),
                     [](const Member& member) { return is_small(member.value); });
}

Model two_inputs() {
  const auto a = Input({2}, {.name = "a"}), b = Input({}, {.dtype = "int32", .name = "b"});
  return Model({a, b}, {ops::sum(a, {.axis = 1}), ops::add(b, 1)});
}

Tensor prediction(const Model& model) {
  std::vector<Tensor> inputs;
  for (const auto& spec : model.implementation().input_specs()) {
    auto shape = spec.shape;
    for (int axis = 0; axis < shape.rank(); ++axis)
      if (shape[axis] == Shape::unknown) shape[axis] = 1;
    inputs.push_back(ops::zeros(shape, {.dtype = spec.dtype}));
  }
  if (inputs.empty()) fail("the model has no known input");
  return model.predict(Tensors(inputs), {.verbose = 0});
}

std::string temporary_file(const char* suffix) {
  return std::filesystem::temp_directory_path() / text("keras_fuzz_", ::getpid(), suffix);
}

}  // namespace

void json(io::Bytes bytes) {
  allowing_refusal([&] {
    const auto printed = to_json(parse_json(io::text_of(bytes)));
    expect(to_json(parse_json(printed)) == printed);
  });
}

void zip(io::Bytes bytes) {
  allowing_refusal([&] {
    const io::ZipReader reader(io::Buffer::copy(bytes));
    for (const auto& name : reader.names())
      allowing_refusal([&] {
        const auto once = reader.member(name), twice = reader.member(name);
        expect(std::ranges::equal(once.bytes(), twice.bytes()));
      });
  });
}

void hdf5(io::Bytes bytes) {
  allowing_refusal([&] {
    const io::Hdf5File file(io::Buffer::copy(bytes));
    Walk().visit(file.root());
  });
}

void npy(io::Bytes bytes) {
  allowing_refusal([&] {
    const auto array = io::read_npy(io::Buffer::copy(bytes));
    if (array.dtype == DType::string) return expect(array.strings.size() == array.elements());
    expect(array.data.size() == array.elements() * array.dtype.itemsize());
  });
}

void config(io::Bytes bytes) {
  allowing_refusal([&] {
    const auto text = io::text_of(bytes);
    if (!is_small(parse_json(text))) return;
    const auto printed = models::model_from_json(std::string(text)).to_json();
    expect(models::model_from_json(printed).to_json() == printed);
  });
}

void archive(io::Bytes bytes) {
  const auto given = temporary_file(".keras"), saved = temporary_file("_saved.keras");
  allowing_refusal([&] {
    const io::ZipReader reader(io::Buffer::copy(bytes));
    if (!is_small(parse_json(io::text_of(reader.member("config.json").bytes())))) return;
    io::write_atomically(given, bytes);
    const auto model = models::load_model(given);
    const auto wanted = prediction(model);
    model.save(saved);
    const auto got = prediction(models::load_model(saved));
    expect(std::ranges::equal(wanted.bytes(), got.bytes()));
  });
  std::filesystem::remove(given);
  std::filesystem::remove(saved);
}

void request(io::Bytes bytes) {
  static const serving::Service service({{"m", two_inputs()}});
  const auto answer =
      service.answer({"POST", "/v1/models/m:predict", std::string(io::text_of(bytes))});
  expect(answer.status == 200 || answer.status == 400);
  const auto body = parse_json(answer.body);
  expect(body.find(answer.status == 400 ? "error" : "outputs") || body.find("predictions"));
}

}  // namespace keras::fuzz
