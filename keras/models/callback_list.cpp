#include "keras/models/callback_list.hpp"

#include <algorithm>

#include "keras/models/progbar_logger.hpp"

namespace keras::callbacks {

CallbackList::CallbackList(std::vector<Callback> callbacks, CallbackListOptions options)
    : model_(std::move(options.model)), keeps_history_(options.add_history) {
  for (const auto& callback : callbacks) append(callback);
  const auto shows = [](const Callback& callback) { return callback->shows_progress(); };
  if (options.add_progbar && std::none_of(callbacks.begin(), callbacks.end(), shows))
    append(ProgbarLogger());
  set_params(options.params);
}

void CallbackList::append(const Callback& callback) {
  callbacks_.push_back(callback);
  if (callback->watches_batches()) watching_.push_back(callback);
}

void CallbackList::set_params(const CallbackParams& params) const {
  for (const auto& callback : callbacks_) callback->set_params(params);
}

bool CallbackList::reads_batch_logs() const {
  return std::any_of(watching_.begin(), watching_.end(),
                     [](const Callback& callback) { return callback->reads_batch_logs(); });
}

void CallbackList::tell(Hook hook, const Logs& logs) {
  for (const auto& callback : callbacks_) ((*callback.operator->()).*hook)(model_, logs);
}

void CallbackList::tell_of_batch(BatchHook hook, int batch, const Logs& logs) {
  for (const auto& callback : watching_) ((*callback.operator->()).*hook)(model_, batch, logs);
}

using Impl = Callback::Impl;

void CallbackList::on_train_begin(const Logs& logs) { tell(&Impl::on_train_begin, logs); }
void CallbackList::on_train_end(const Logs& logs) { tell(&Impl::on_train_end, logs); }
void CallbackList::on_test_begin(const Logs& logs) { tell(&Impl::on_test_begin, logs); }
void CallbackList::on_test_end(const Logs& logs) { tell(&Impl::on_test_end, logs); }
void CallbackList::on_predict_begin(const Logs& logs) { tell(&Impl::on_predict_begin, logs); }
void CallbackList::on_predict_end(const Logs& logs) { tell(&Impl::on_predict_end, logs); }

void CallbackList::on_epoch_begin(int epoch, const Logs& logs) {
  for (const auto& callback : callbacks_) callback->on_epoch_begin(model_, epoch, logs);
}

void CallbackList::on_epoch_end(int epoch, Logs logs) {
  for (const auto& callback : callbacks_) callback->on_epoch_end(model_, epoch, logs);
  if (!keeps_history_) return;
  history_.epoch.push_back(epoch);
  history_.append(logs);
}

void CallbackList::on_train_batch_begin(int batch, const Logs& logs) {
  tell_of_batch(&Impl::on_train_batch_begin, batch, logs);
}
void CallbackList::on_train_batch_end(int batch, const Logs& logs) {
  tell_of_batch(&Impl::on_train_batch_end, batch, logs);
}
void CallbackList::on_test_batch_begin(int batch, const Logs& logs) {
  tell_of_batch(&Impl::on_test_batch_begin, batch, logs);
}
void CallbackList::on_test_batch_end(int batch, const Logs& logs) {
  tell_of_batch(&Impl::on_test_batch_end, batch, logs);
}
void CallbackList::on_predict_batch_begin(int batch, const Logs& logs) {
  tell_of_batch(&Impl::on_predict_batch_begin, batch, logs);
}
void CallbackList::on_predict_batch_end(int batch, const Logs& logs) {
  tell_of_batch(&Impl::on_predict_batch_end, batch, logs);
}

}  // namespace keras::callbacks
