#include "keras/callbacks/model_checkpoint.hpp"

#include <cstdio>
#include <filesystem>

#include "keras/callbacks/file_name.hpp"
#include "keras/callbacks/monitor.hpp"
#include "keras/core/registry_define.hpp"
#include "keras/core/settings.hpp"
#include "keras/io/file.hpp"
#include "keras/models/model.hpp"

namespace keras::callbacks {
namespace {

class ModelCheckpointImpl final : public Callback::Impl {
 public:
  explicit ModelCheckpointImpl(ModelCheckpointOptions options)
      : options_(std::move(options)), best_(options_.initial_value_threshold) {
    check_path();
    if (options_.save_freq.is_string() ? options_.save_freq.as_string() != "epoch"
                                       : !options_.save_freq.is_integer() || frequency() < 1)
      fail(
          "callbacks.ModelCheckpoint: save_freq must be 'epoch' or a positive number of batches; "
          "received save_freq=",
          options_.save_freq);
    // Which way is better matters only where models are compared.
    if (options_.save_best_only)
      monitor_.emplace("ModelCheckpoint", options_.monitor, options_.mode, 0);
  }

  bool watches_batches() const override { return options_.save_freq.is_integer(); }

  void on_epoch_begin(Model&, int epoch, const Logs&) override { epoch_ = epoch; }

  void on_epoch_end(Model& model, int epoch, Logs& logs) override {
    if (!watches_batches()) save(model, epoch, logs);
  }

  void on_train_batch_end(Model& model, int batch, const Logs& logs) override {
    if (!watches_batches() || ++batches_ < frequency()) return;
    batches_ = 0;
    auto numbers = logs;
    if (!numbers.contains("batch")) numbers.set("batch", batch + 1);
    save(model, epoch_, numbers);
  }

 private:
  std::int64_t frequency() const { return options_.save_freq.as_integer(); }

  void check_path() const {
    const auto& path = options_.filepath;
    const bool fits = options_.save_weights_only
                          ? path.ends_with(".weights.h5")
                          : path.ends_with(".keras") || path.ends_with(".h5");
    if (!fits)
      fail("callbacks.ModelCheckpoint: filepath must end in ",
           options_.save_weights_only ? ".weights.h5" : ".keras",
           "; received filepath=", keras::quoted(path));
  }

  void save(const Model& model, int epoch, const Logs& logs) {
    auto numbers = logs;
    numbers.set("epoch", epoch + 1);
    const auto path = formatted(options_.filepath, numbers);
    if (!wanted(epoch, logs, path)) return;
    const auto folder = std::filesystem::path(path).parent_path();
    std::error_code ignored;  // saving says what is wrong with the folder
    if (!folder.empty()) std::filesystem::create_directories(folder, ignored);
    options_.save_weights_only ? model.save_weights(path) : model.save(path);
    tell(epoch, "finished saving model to " + path);
  }

  bool wanted(int epoch, const Logs& logs, const std::string& path) {
    const auto current = monitor_ ? monitor_->value(logs) : std::nullopt;
    if (!current) {
      tell(epoch, "saving model to " + path);
      return true;
    }
    const auto before = best_ ? fixed(*best_) : "None";
    if (!monitor_->improves(*current, best_)) {
      tell(epoch, text(options_.monitor, " did not improve from ", before));
      return false;
    }
    best_ = current;
    tell(epoch, text(options_.monitor, " improved from ", before, " to ", fixed(*current),
                     ", saving model to ", path));
    return true;
  }

  static std::string fixed(double number) {
    char buffer[400];
    std::snprintf(buffer, sizeof buffer, "%.5f", number);
    return buffer;
  }

  void tell(int epoch, const std::string& what) const {
    if (options_.verbose > 0)
      std::fprintf(config::message_stream(), "\nEpoch %d: %s\n", epoch + 1, what.c_str());
  }

  ModelCheckpointOptions options_;
  std::optional<Monitor> monitor_;
  std::optional<double> best_;
  int epoch_ = 0;
  std::int64_t batches_ = 0;  ///< Since the last saving, across epochs.
};

ModelCheckpointOptions named(std::string filepath, ModelCheckpointOptions options) {
  options.filepath = std::move(filepath);
  return options;
}

}  // namespace

ModelCheckpoint::ModelCheckpoint(ModelCheckpointOptions options)
    : Callback(std::make_shared<ModelCheckpointImpl>(std::move(options))) {}
ModelCheckpoint::ModelCheckpoint(std::string filepath, ModelCheckpointOptions options)
    : ModelCheckpoint(named(std::move(filepath), std::move(options))) {}

const Registered<Callback> registered_model_checkpoint =
    registered<Callback, ModelCheckpoint, ModelCheckpointOptions>("keras.callbacks",
                                                                  "ModelCheckpoint");

}  // namespace keras::callbacks
