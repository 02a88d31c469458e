#include "keras/callbacks/backup_and_restore.hpp"

#include <filesystem>

#include "keras/core/json.hpp"
#include "keras/core/registry_define.hpp"
#include "keras/io/atomic_file.hpp"
#include "keras/io/file.hpp"
#include "keras/io/zip.hpp"
#include "keras/models/model.hpp"
#include "keras/models/trainer.hpp"
#include "keras/random/seed_generator.hpp"
#include "keras/saving/weights_file.hpp"

namespace keras::callbacks {
namespace {

constexpr const char* file_name = "latest.zip";
constexpr const char* state_name = "training_metadata.json";
constexpr const char* weights_name = "model.weights.h5";

/// [[seed, counter], ...] of all sources of random numbers.
List random_states() {
  random::global_seed_generator();  // is made by its first use
  List states;
  for (const auto& state : random::generator_states()) {
    List numbers;
    for (const auto number : state.value().to_vector<std::int64_t>()) numbers.push_back(number);
    states.push_back(std::move(numbers));
  }
  return states;
}

void restore_random_states(const List& saved) {
  random::global_seed_generator();
  const auto states = random::generator_states();
  if (saved.size() != states.size())
    fail("random must have the states of ", states.size(), " generators; received ", saved.size());
  for (std::size_t i = 0; i < saved.size(); ++i) {
    std::vector<std::uint32_t> numbers;
    for (const auto& number : saved[i].as_list())
      numbers.push_back(static_cast<std::uint32_t>(number.as_integer()));
    if (static_cast<std::int64_t>(numbers.size()) != states[i].shape().elements())
      fail("random must hold ", states[i].shape().elements(),
           " numbers for each generator; "
           "received ",
           numbers.size());
    states[i].assign(Tensor(numbers, states[i].shape()));
  }
}

class BackupAndRestoreImpl final : public Callback::Impl {
 public:
  explicit BackupAndRestoreImpl(BackupAndRestoreOptions options) : options_(std::move(options)) {
    if (options_.backup_dir.empty())
      fail("callbacks.BackupAndRestore: backup_dir must be given; received backup_dir=''");
    if (options_.save_freq != Value("epoch"))
      fail("callbacks.BackupAndRestore: save_freq must be 'epoch'; received save_freq=",
           options_.save_freq);
    path_ = options_.backup_dir + "/" + file_name;
  }

  void on_train_begin(Model& model, const Logs&) override {
    if (std::filesystem::exists(path_)) io::naming(path_, [&] { restore(model); });
  }

  void on_epoch_end(Model& model, int epoch, Logs&) override {
    std::error_code error;
    std::filesystem::create_directories(options_.backup_dir, error);
    if (error) fail(io::printable(options_.backup_dir), ": cannot be made: ", error.message());
    const auto state =
        to_json(Object{{"epoch", epoch + 1}, {"batch", 0}, {"random", random_states()}});
    io::Hdf5Writer weights;
    saving::put_weights(model, weights);
    // One file, and so state and weights belong together whenever the program is ended; its
    // checksums tell of damage.
    io::write_atomically(path_, [&](io::Output& out) {
      io::ZipWriter zip(out);
      zip.add(state_name, io::bytes_of(state));
      zip.add(weights_name, weights.size(), [&](const io::Sink& sink) { weights.write(sink); });
      zip.finish();
    });
  }

  void on_train_end(Model&, const Logs&) override {
    if (!options_.delete_checkpoint) return;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(options_.backup_dir, error)) {
      // What a killed program had begun to write bears the name of the file too.
      const auto name = entry.path().filename().string();
      if (name.find(file_name) != name.npos) std::filesystem::remove(entry.path(), error);
    }
    std::filesystem::remove(options_.backup_dir, error);  // unless others keep files in it
  }

 private:
  void restore(Model& model) const {
    const io::ZipReader zip(io::read_file(path_));
    const auto state = parse_json(io::text_of(zip.member(state_name).bytes()));
    const auto& members = state.as_object();
    const auto epoch = members.at("epoch").as_integer();
    if (epoch < 1 || epoch > std::numeric_limits<int>::max())
      fail("epoch must be positive; received epoch=", epoch);
    model.implementation().trainer->build_optimizer(model);
    saving::take_weights(model, saving::StoredWeights({io::Hdf5File(zip.member(weights_name))}));
    restore_random_states(members.at("random").as_list());
    model.implementation().first_epoch = static_cast<int>(epoch);
  }

  BackupAndRestoreOptions options_;
  std::string path_;
};

BackupAndRestoreOptions named(std::string folder, BackupAndRestoreOptions options) {
  options.backup_dir = std::move(folder);
  return options;
}

}  // namespace

BackupAndRestore::BackupAndRestore(BackupAndRestoreOptions options)
    : Callback(std::make_shared<BackupAndRestoreImpl>(std::move(options))) {}
BackupAndRestore::BackupAndRestore(std::string backup_dir, BackupAndRestoreOptions options)
    : BackupAndRestore(named(std::move(backup_dir), std::move(options))) {}

const Registered<Callback> registered_backup_and_restore =
    registered<Callback, BackupAndRestore, BackupAndRestoreOptions>("keras.callbacks",
                                                                    "BackupAndRestore");

}  // namespace keras::callbacks
