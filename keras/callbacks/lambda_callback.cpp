#include "keras/callbacks/lambda_callback.hpp"

namespace keras::callbacks {
namespace {

class LambdaCallbackImpl final : public Callback::Impl {
 public:
  explicit LambdaCallbackImpl(LambdaCallbackOptions options) : hooks_(std::move(options)) {}

  bool watches_batches() const override {
    return hooks_.on_train_batch_begin || hooks_.on_train_batch_end;
  }
  bool reads_batch_logs() const override { return hooks_.on_train_batch_end != nullptr; }

  void on_train_begin(Model&, const Logs& logs) override { call(hooks_.on_train_begin, logs); }
  void on_train_end(Model&, const Logs& logs) override { call(hooks_.on_train_end, logs); }
  void on_epoch_begin(Model&, int epoch, const Logs& logs) override {
    call(hooks_.on_epoch_begin, epoch, logs);
  }
  void on_epoch_end(Model&, int epoch, Logs& logs) override {
    call(hooks_.on_epoch_end, epoch, logs);
  }
  void on_train_batch_begin(Model&, int batch, const Logs& logs) override {
    call(hooks_.on_train_batch_begin, batch, logs);
  }
  void on_train_batch_end(Model&, int batch, const Logs& logs) override {
    call(hooks_.on_train_batch_end, batch, logs);
  }

 private:
  template <class Hook, class... Facts>
  static void call(const Hook& hook, const Facts&... facts) {
    if (hook) hook(facts...);
  }

  LambdaCallbackOptions hooks_;
};

}  // namespace

LambdaCallback::LambdaCallback(LambdaCallbackOptions options)
    : Callback(std::make_shared<LambdaCallbackImpl>(std::move(options))) {}

}  // namespace keras::callbacks
