// keras.callbacks.CallbackList: several callbacks told as one.
#pragma once
#include <initializer_list>
#include <vector>

#include "keras/models/model.hpp"

namespace keras::callbacks {

/// Arguments of `CallbackList`, in the order of keras.callbacks.CallbackList.
struct CallbackListOptions {
  bool add_history = false;  ///< Whether to keep what epochs gave, for `history()`.
  bool add_progbar = false;  ///< Whether to show a bar unless a ProgbarLogger is among them.
  Model model = {};          ///< What the callbacks are told about.
  CallbackParams params = {};
};

/// Tells callbacks of own training loops; `fit` uses it too.
///
///     CallbackList all({EarlyStopping()}, {.add_progbar = true, .model = model});
///     all.on_train_begin();
///
/// https://keras.io/api/callbacks/
class CallbackList {
 public:
  explicit CallbackList(std::vector<Callback> callbacks = {}, CallbackListOptions options = {});

  void append(const Callback& callback);
  void set_model(const Model& model) { model_ = model; }
  void set_params(const CallbackParams& params) const;
  /// What the epochs gave so far, empty without `add_history`.
  const History& history() const { return history_; }
  /// Whether any of them looks at the numbers of the next batch.
  bool reads_batch_logs() const;

  void on_train_begin(const Logs& logs = {});
  void on_train_end(const Logs& logs = {});
  void on_test_begin(const Logs& logs = {});
  void on_test_end(const Logs& logs = {});
  void on_predict_begin(const Logs& logs = {});
  void on_predict_end(const Logs& logs = {});
  void on_epoch_begin(int epoch, const Logs& logs = {});
  /// A callback may add to the numbers; later ones see it.
  void on_epoch_end(int epoch, Logs logs = {});
  void on_train_batch_begin(int batch, const Logs& logs = {});
  void on_train_batch_end(int batch, const Logs& logs = {});
  void on_test_batch_begin(int batch, const Logs& logs = {});
  void on_test_batch_end(int batch, const Logs& logs = {});
  void on_predict_batch_begin(int batch, const Logs& logs = {});
  void on_predict_batch_end(int batch, const Logs& logs = {});

 private:
  using Hook = void (Callback::Impl::*)(Model&, const Logs&);
  using BatchHook = void (Callback::Impl::*)(Model&, int, const Logs&);
  void tell(Hook hook, const Logs& logs);
  void tell_of_batch(BatchHook hook, int batch, const Logs& logs);

  std::vector<Callback> callbacks_, watching_;  ///< All; those that want to know of batches.
  Model model_;
  bool keeps_history_;
  History history_;
};

}  // namespace keras::callbacks
