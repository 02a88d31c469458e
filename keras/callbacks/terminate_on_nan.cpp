#include "keras/callbacks/terminate_on_nan.hpp"

#include <cmath>
#include <cstdio>

#include "keras/core/registry_define.hpp"
#include "keras/core/settings.hpp"
#include "keras/models/model.hpp"

namespace keras::callbacks {
namespace {

class TerminateOnNaNImpl final : public Callback::Impl {
 public:
  explicit TerminateOnNaNImpl(TerminateOnNaNOptions options) : options_(options) {}

  bool watches_batches() const override { return true; }

  void on_train_batch_end(Model& model, int batch, const Logs& logs) override {
    const auto loss = logs["loss"];
    if (std::isfinite(loss)) return;
    if (options_.raise_error)
      fail("callbacks.TerminateOnNaN: the loss must be finite; received loss=", loss, " at batch ",
           batch);
    std::fprintf(config::message_stream(), "Batch %d: Invalid loss, terminating training\n", batch);
    model.stop_training();
  }

 private:
  TerminateOnNaNOptions options_;
};

}  // namespace

TerminateOnNaN::TerminateOnNaN(TerminateOnNaNOptions options)
    : Callback(std::make_shared<TerminateOnNaNImpl>(options)) {}

const Registered<Callback> registered_terminate_on_nan =
    registered<Callback, TerminateOnNaN, TerminateOnNaNOptions>("keras.callbacks",
                                                                "TerminateOnNaN");

}  // namespace keras::callbacks
