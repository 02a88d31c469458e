#include "keras/callbacks/tensor_board.hpp"

#include <algorithm>
#include <chrono>
#include <memory>

#include "keras/callbacks/event_file.hpp"
#include "keras/core/registry_define.hpp"
#include "keras/models/model.hpp"

namespace keras::callbacks {
namespace {

using Clock = std::chrono::steady_clock;

double per_second(double count, Clock::time_point since) {
  return count / std::max(1e-9, std::chrono::duration<double>(Clock::now() - since).count());
}

void refuse_unless(bool right, const char* argument, const char* what, const Value& received) {
  if (!right)
    fail("callbacks.TensorBoard: ", argument, " ", what, "; received ", argument, "=", received);
}

/// After how many batches numbers are written; 0 for epochs only.
std::int64_t frequency(const Value& update_freq) {
  if (update_freq == Value("epoch")) return 0;
  if (update_freq == Value("batch")) return 1;
  refuse_unless(update_freq.is_integer() && update_freq.as_integer() > 0, "update_freq",
                "must be 'epoch', 'batch' or a positive number of batches", update_freq);
  return update_freq.as_integer();
}

class TensorBoardImpl final : public Callback::Impl {
 public:
  explicit TensorBoardImpl(TensorBoardOptions options)
      : options_(std::move(options)), frequency_(frequency(options_.update_freq)) {
    const auto& o = options_;
    refuse_unless(!o.log_dir.empty(), "log_dir", "must be a folder", o.log_dir);
    refuse_unless(o.histogram_freq == 0, "histogram_freq", "must be 0: histograms are not written",
                  o.histogram_freq);
    refuse_unless(!o.write_images, "write_images", "must be false: images are not written", true);
    refuse_unless(o.profile_batch == Value(0), "profile_batch", "must be 0: nothing is profiled",
                  o.profile_batch);
    refuse_unless(o.embeddings_freq == 0, "embeddings_freq",
                  "must be 0: embeddings are not written", o.embeddings_freq);
    refuse_unless(!o.embeddings_metadata, "embeddings_metadata",
                  "must not be given: embeddings are not written",
                  o.embeddings_metadata.value_or(""));
  }

  bool watches_batches() const override { return frequency_ > 0; }
  bool reads_batch_logs() const override {
    return frequency_ > 0 && (batches_ + 1) % frequency_ == 0;
  }

  void on_train_begin(Model& model, const Logs&) override {
    batches_ = 0;
    const auto kind = model.class_name();
    if (options_.write_graph && (kind == "Functional" || kind == "Sequential"))
      train().write_model("keras", model.to_json());
  }

  void on_train_batch_begin(Model&, int, const Logs&) override { batch_began_ = Clock::now(); }
  void on_train_batch_end(Model&, int, const Logs& logs) override {
    ++batches_;
    if (batches_ % frequency_ != 0) return;
    if (options_.write_steps_per_second)
      train().write_scalar("batch_steps_per_second", per_second(1, batch_began_), batches_);
    for (const auto& [name, value] : logs)
      if (value.is_number()) train().write_scalar("batch_" + name, value.as_number(), batches_);
  }

  void on_epoch_begin(Model& model, int, const Logs&) override {
    epoch_began_ = Clock::now();
    steps_before_ = steps_done(model);
  }

  void on_epoch_end(Model& model, int epoch, Logs& logs) override {
    constexpr std::string_view prefix = "val_";
    const auto write = [&](EventFile& file, const std::string& name, double value) {
      file.write_scalar("epoch_" + name, value, epoch);
    };
    for (const auto& [name, value] : logs) {
      if (!value.is_number()) continue;
      const bool of_validation = name.starts_with(prefix);
      write(of_validation ? validation() : train(),
            of_validation ? name.substr(prefix.size()) : name, value.as_number());
    }
    if (model.optimizer().defined())
      write(train(), "learning_rate", model.optimizer().learning_rate());
    if (options_.write_steps_per_second)
      write(train(), "steps_per_second",
            per_second(static_cast<double>(steps_done(model) - steps_before_), epoch_began_));
    for (auto* file : {&train_, &validation_})
      if (*file) (*file)->flush();
  }

  void on_test_end(Model& model, const Logs& logs) override {
    for (const auto& [name, value] : logs)
      if (value.is_number())
        validation().write_scalar(text("evaluation_", name, "_vs_iterations"), value.as_number(),
                                  steps_done(model));
  }

  void on_train_end(Model&, const Logs&) override { train_.reset(), validation_.reset(); }

 private:
  static std::int64_t steps_done(const Model& model) {
    return model.optimizer().defined() ? model.optimizer().iterations() : 0;
  }
  EventFile& train() { return opened(train_, "/train"); }
  EventFile& validation() { return opened(validation_, "/validation"); }
  EventFile& opened(std::unique_ptr<EventFile>& file, const char* folder) const {
    if (!file) file = std::make_unique<EventFile>(options_.log_dir + folder);
    return *file;
  }

  TensorBoardOptions options_;
  std::int64_t frequency_, batches_ = 0, steps_before_ = 0;
  Clock::time_point batch_began_ = {}, epoch_began_ = {};
  std::unique_ptr<EventFile> train_ = {}, validation_ = {};
};

TensorBoardOptions in_folder(std::string log_dir, TensorBoardOptions options) {
  options.log_dir = std::move(log_dir);
  return options;
}

}  // namespace

TensorBoard::TensorBoard(TensorBoardOptions options)
    : Callback(std::make_shared<TensorBoardImpl>(std::move(options))) {}
TensorBoard::TensorBoard(std::string log_dir, TensorBoardOptions options)
    : TensorBoard(in_folder(std::move(log_dir), std::move(options))) {}

const Registered<Callback> registered_tensor_board =
    registered<Callback, TensorBoard, TensorBoardOptions>("keras.callbacks", "TensorBoard");

}  // namespace keras::callbacks
