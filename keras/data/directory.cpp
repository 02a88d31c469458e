#include "keras/data/directory.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <set>

#include "keras/core/error.hpp"
#include "keras/data/random_state.hpp"
#include "keras/io/file.hpp"

namespace keras::data {
namespace {

namespace fs = std::filesystem;

void check_labels(const Directory& directory) {
  const auto& labels = directory.labels;
  if (!labels.given() && !labels.inferred() && !labels.source().empty())
    fail(directory.where, ": labels must be 'inferred', None or a number for each file; received ",
         "labels=", keras::quoted(labels.source()));
  if (!labels.inferred() && !directory.class_names.empty())
    fail(directory.where, ": class_names must not be given without labels='inferred'; received ",
         "class_names=", directory.class_names);
  const auto mode = directory.label_mode.value_or("int");
  if (mode != "int" && mode != "categorical" && mode != "binary")
    fail(directory.where, ": label_mode must be 'int', 'categorical', 'binary' or None; received ",
         "label_mode=", keras::quoted(mode));
}

void check_split(const Directory& directory) {
  const auto& split = directory.validation_split;
  if (split && !(*split > 0 && *split < 1))
    fail(directory.where,
         ": validation_split must be between 0 and 1; received validation_split=", *split);
  if (split.has_value() != directory.subset.has_value())
    fail(directory.where, ": validation_split and subset must be given together; received only ",
         split ? "validation_split" : "subset");
  const auto subset = directory.subset.value_or("training");
  if (subset != "training" && subset != "validation")
    fail(directory.where, ": subset must be 'training' or 'validation' (ask for each of them); ",
         "received subset=", keras::quoted(subset));
  if (split && directory.shuffle && !directory.seed)
    fail(directory.where, ": seed must be given with validation_split and shuffle, so that the ",
         "subsets do not overlap");
}

/// The names of what lies in `folder`, sorted by their bytes.
std::vector<std::string> names_in(const fs::path& folder, bool folders) {
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error))
    if (entry.is_directory() == folders) names.push_back(entry.path().filename().string());
  if (error)
    fail("the folder ", io::printable(folder.string()), " cannot be read: ", error.message());
  std::sort(names.begin(), names.end());
  return names;
}

bool ends_in_any(std::string name, std::initializer_list<std::string_view> endings) {
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return std::any_of(endings.begin(), endings.end(),
                     [&](auto ending) { return name.ends_with(ending); });
}

/// `root` and all folders below it, sorted by their paths.
std::vector<std::string> folders_below(const std::string& root, bool follow_links) {
  std::vector<std::string> folders = {root};
  const auto options =
      follow_links ? fs::directory_options::follow_directory_symlink : fs::directory_options::none;
  std::error_code error;
  for (const auto& entry : fs::recursive_directory_iterator(root, options, error))
    if (entry.is_directory() && (follow_links || !entry.is_symlink()))
      folders.push_back(entry.path().string());
  if (error) fail("the folder ", io::printable(root), " cannot be read: ", error.message());
  std::sort(folders.begin(), folders.end());
  return folders;
}

std::vector<std::string> samples_below(const std::string& root, const Directory& directory) {
  std::vector<std::string> paths;
  for (const auto& folder : folders_below(root, directory.follow_links))
    for (const auto& name : names_in(folder, false))
      if (ends_in_any(name, directory.endings)) paths.push_back((fs::path(folder) / name).string());
  return paths;
}

std::vector<std::string> class_names_of(const Directory& directory) {
  auto names = names_in(directory.path, true);
  std::erase_if(names, [](const auto& name) { return name.starts_with('.'); });
  for (const auto& wanted : directory.class_names)
    if (!std::binary_search(names.begin(), names.end(), wanted))
      fail(directory.where, ": class_names must be names of folders in directory; received ",
           keras::quoted(wanted), suggestion(wanted, names));
  return directory.class_names.empty() ? names : directory.class_names;
}

Files inferred_files(const Directory& directory) {
  Files files;
  files.class_names = class_names_of(directory);
  for (std::size_t i = 0; i < files.class_names.size(); ++i) {
    const auto root = (fs::path(directory.path) / files.class_names[i]).string();
    for (auto& path : samples_below(root, directory)) {
      files.paths.push_back(std::move(path));
      files.classes.push_back(static_cast<int>(i));
    }
  }
  return files;
}

Files listed_files(const Directory& directory) {
  Files files;
  files.paths = samples_below(directory.path, directory);
  if (!directory.labels.given() || !directory.label_mode) return files;
  files.classes = directory.labels.numbers();
  if (files.classes.size() != files.paths.size())
    fail(directory.where, ": labels must have a number for each of the ", files.paths.size(),
         " files; received ", files.classes.size());
  for (const int label : std::set<int>(files.classes.begin(), files.classes.end()))
    files.class_names.push_back(text(label));
  return files;
}

/// The part [first, end) of all files.
void keep(Files& files, std::size_t first, std::size_t end) {
  const auto part = [&](auto& list) {
    if (list.empty()) return;
    list = {list.begin() + static_cast<std::ptrdiff_t>(first),
            list.begin() + static_cast<std::ptrdiff_t>(end)};
  };
  part(files.paths), part(files.classes);
}

void keep_subset(Files& files, const Directory& directory) {
  if (!directory.validation_split) return;
  const auto all = files.paths.size();
  const auto held =
      static_cast<std::size_t>(*directory.validation_split * static_cast<double>(all));
  if (held == 0)
    fail(directory.where, ": validation_split must leave files for validation; received ",
         "validation_split=", *directory.validation_split, " of ", all, " files");
  const bool training = *directory.subset == "training";
  training ? keep(files, 0, all - held) : keep(files, all - held, all);
  if (directory.verbose)
    std::printf("Using %zu files for %s.\n", files.paths.size(), directory.subset->c_str());
}

void tell(const Files& files, const Directory& directory) {
  if (!directory.verbose) return;
  if (files.classes.empty()) {
    std::printf("Found %zu files.\n", files.paths.size());
  } else {
    std::printf("Found %zu files belonging to %zu classes.\n", files.paths.size(),
                files.class_names.size());
  }
}

/// Files as samples.
class FileTable final : public pipeline::Table {
 public:
  FileTable(Files files, std::string label_mode, std::function<Tensor(const std::string&)> load)
      : files_(std::move(files)), label_mode_(std::move(label_mode)), load_(std::move(load)) {}

  std::int64_t count() const override { return static_cast<std::int64_t>(files_.paths.size()); }
  bool reads_only() const override { return true; }
  Batch at(std::int64_t number) const override {
    const auto place = static_cast<std::size_t>(number);
    const auto& path = files_.paths[place];
    return {io::naming(path, [&] { return load_(path); }), target_of(files_, place, label_mode_)};
  }

 private:
  Files files_;
  std::string label_mode_;
  std::function<Tensor(const std::string&)> load_;
};

}  // namespace

Files files_of(const Directory& directory) {
  check_labels(directory);
  check_split(directory);
  const bool inferred = directory.labels.inferred() && directory.label_mode;
  auto files = inferred ? inferred_files(directory) : listed_files(directory);
  tell(files, directory);
  if (directory.label_mode == "binary" && !files.classes.empty() && files.class_names.size() != 2)
    fail(directory.where, ": label_mode='binary' needs 2 classes; received ", files.class_names);
  files.seed = directory.seed ? static_cast<std::uint32_t>(*directory.seed) : drawn_seed();
  if (directory.shuffle) {
    RandomState(files.seed).shuffle(files.paths);
    RandomState(files.seed).shuffle(files.classes);
  }
  keep_subset(files, directory);
  if (files.paths.empty())
    fail(directory.where, ": there must be files that end in ",
         std::vector<std::string>(directory.endings.begin(), directory.endings.end()),
         " in directory; received directory=", keras::quoted(directory.path));
  return files;
}

Tensors target_of(const Files& files, std::size_t number, const std::string& label_mode) {
  if (files.classes.empty()) return {};
  const int label = files.classes[number];
  if (label_mode == "binary") return Tensor(std::vector<float>{static_cast<float>(label)});
  if (label_mode == "int") return Tensor(std::vector<std::int32_t>{label}, Shape());
  std::vector<float> one_hot(files.class_names.size());
  if (label >= 0 && static_cast<std::size_t>(label) < one_hot.size())
    one_hot[static_cast<std::size_t>(label)] = 1;
  return Tensor(one_hot);
}

Dataset dataset_of(Files files, const Directory& directory, std::optional<int> batch_size,
                   std::function<Tensor(const std::string& path)> load) {
  if (batch_size && *batch_size < 1)
    fail(directory.where,
         ": batch_size must be positive or None; received batch_size=", *batch_size);
  const auto class_names = files.class_names, paths = files.paths;
  const auto seed = files.seed;
  Dataset data(std::make_shared<FileTable>(std::move(files), directory.label_mode.value_or("int"),
                                           std::move(load)),
               class_names, paths);
  if (directory.shuffle) data = data.shuffle(batch_size ? 8 * *batch_size : 1024, {.seed = seed});
  if (batch_size) data = data.batch(*batch_size);
  return data.prefetch(2);
}

}  // namespace keras::data
