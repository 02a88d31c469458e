#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "keras/models/logs.hpp"

namespace keras {

class Model;

/// A struct that wants to know of batches.
template <class T>
concept BatchHooks = requires(T t, Model& m, const Logs& l) {
  t.on_train_batch_begin(m, 0, l);
}
|| requires(T t, Model& m, const Logs& l) { t.on_train_batch_end(m, 0, l); }
|| requires(T t, Model& m, const Logs& l) { t.on_test_batch_begin(m, 0, l); }
|| requires(T t, Model& m, const Logs& l) { t.on_test_batch_end(m, 0, l); }
|| requires(T t, Model& m, const Logs& l) { t.on_predict_batch_begin(m, 0, l); }
|| requires(T t, Model& m, const Logs& l) { t.on_predict_batch_end(m, 0, l); };

/// A user's own callback: a plain struct with one or more of Keras's hooks, each taking
/// `(Model&, int index, const Logs&)` or `(Model&, const Logs&)`.
template <class T>
concept CallbackDefinition = BatchHooks<T> || requires(T t, Model& m, const Logs& l) {
  t.on_epoch_begin(m, 0, l);
} || requires(T t, Model& m, const Logs& l) {
  t.on_epoch_end(m, 0, l);
} || requires(T t, Model& m, const Logs& l) {
  t.on_train_begin(m, l);
} || requires(T t, Model& m, const Logs& l) {
  t.on_train_end(m, l);
} || requires(T t, Model& m, const Logs& l) {
  t.on_test_begin(m, l);
} || requires(T t, Model& m, const Logs& l) {
  t.on_test_end(m, l);
} || requires(T t, Model& m, const Logs& l) {
  t.on_predict_begin(m, l);
} || requires(T t, Model& m, const Logs& l) {
  t.on_predict_end(m, l);
};

/// What callbacks are told of the run before it begins.
struct CallbackParams {
  int verbose = 1;  ///< As in `fit`: 0, 1 or 2.
  int epochs = 1;
  std::optional<std::int64_t> steps = {};  ///< Batches in an epoch, where known.
};

/// Something told of the progress of `fit`, `evaluate` and `predict`.
class Callback {
 public:
  static constexpr const char* kind = "callback";

  /// Hooks of built-in callbacks; own ones are plain structs.
  class Impl {
   public:
    virtual ~Impl() = default;
    /// What a run is about, told before it begins.
    virtual void set_params(const CallbackParams&) {}
    virtual void on_train_begin(Model&, const Logs&) {}
    virtual void on_train_end(Model&, const Logs&) {}
    virtual void on_test_begin(Model&, const Logs&) {}
    virtual void on_test_end(Model&, const Logs&) {}
    virtual void on_predict_begin(Model&, const Logs&) {}
    virtual void on_predict_end(Model&, const Logs&) {}
    virtual void on_epoch_begin(Model&, int, const Logs&) {}
    virtual void on_epoch_end(Model&, int, Logs&) {}
    virtual void on_train_batch_begin(Model&, int, const Logs&) {}
    virtual void on_train_batch_end(Model&, int, const Logs&) {}
    virtual void on_test_batch_begin(Model&, int, const Logs&) {}
    virtual void on_test_batch_end(Model&, int, const Logs&) {}
    virtual void on_predict_batch_begin(Model&, int, const Logs&) {}
    virtual void on_predict_batch_end(Model&, int, const Logs&) {}
    /// Whether it shows what `fit` shows by itself.
    virtual bool shows_progress() const { return false; }
    /// Whether the batch hooks do anything.
    virtual bool watches_batches() const { return false; }
    /// Whether the next batch's end hook looks at the numbers: reading them costs time.
    virtual bool reads_batch_logs() const { return watches_batches(); }
  };

  Callback() = default;
  template <CallbackDefinition T>
  Callback(T definition);
  /// Watched: the program can look at it afterwards.
  template <CallbackDefinition T>
  Callback(std::reference_wrapper<T> watched);
  explicit Callback(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}

  bool defined() const { return impl_ != nullptr; }
  Impl* operator->() const { return impl_.get(); }

 private:
  std::shared_ptr<Impl> impl_;
};

namespace detail {

template <class T>
struct OwnCallback final : Callback::Impl {
  T self;
  explicit OwnCallback(T t) : self(std::move(t)) {}
  std::remove_reference_t<std::unwrap_reference_t<T>>& own() { return self; }

  void on_train_begin(Model& m, const Logs& l) override {
    if constexpr (requires { own().on_train_begin(m, l); }) own().on_train_begin(m, l);
  }
  void on_train_end(Model& m, const Logs& l) override {
    if constexpr (requires { own().on_train_end(m, l); }) own().on_train_end(m, l);
  }
  void on_test_begin(Model& m, const Logs& l) override {
    if constexpr (requires { own().on_test_begin(m, l); }) own().on_test_begin(m, l);
  }
  void on_test_end(Model& m, const Logs& l) override {
    if constexpr (requires { own().on_test_end(m, l); }) own().on_test_end(m, l);
  }
  void on_predict_begin(Model& m, const Logs& l) override {
    if constexpr (requires { own().on_predict_begin(m, l); }) own().on_predict_begin(m, l);
  }
  void on_predict_end(Model& m, const Logs& l) override {
    if constexpr (requires { own().on_predict_end(m, l); }) own().on_predict_end(m, l);
  }
  void on_epoch_begin(Model& m, int i, const Logs& l) override {
    if constexpr (requires { own().on_epoch_begin(m, i, l); }) own().on_epoch_begin(m, i, l);
  }
  void on_epoch_end(Model& m, int i, Logs& l) override {
    if constexpr (requires { own().on_epoch_end(m, i, l); }) own().on_epoch_end(m, i, l);
  }
  void on_train_batch_begin(Model& m, int i, const Logs& l) override {
    if constexpr (requires { own().on_train_batch_begin(m, i, l); })
      own().on_train_batch_begin(m, i, l);
  }
  void on_train_batch_end(Model& m, int i, const Logs& l) override {
    if constexpr (requires { own().on_train_batch_end(m, i, l); })
      own().on_train_batch_end(m, i, l);
  }
  void on_test_batch_begin(Model& m, int i, const Logs& l) override {
    if constexpr (requires { own().on_test_batch_begin(m, i, l); })
      own().on_test_batch_begin(m, i, l);
  }
  void on_test_batch_end(Model& m, int i, const Logs& l) override {
    if constexpr (requires { own().on_test_batch_end(m, i, l); }) own().on_test_batch_end(m, i, l);
  }
  void on_predict_batch_begin(Model& m, int i, const Logs& l) override {
    if constexpr (requires { own().on_predict_batch_begin(m, i, l); })
      own().on_predict_batch_begin(m, i, l);
  }
  void on_predict_batch_end(Model& m, int i, const Logs& l) override {
    if constexpr (requires { own().on_predict_batch_end(m, i, l); })
      own().on_predict_batch_end(m, i, l);
  }
  bool watches_batches() const override { return BatchHooks<std::unwrap_reference_t<T>>; }
};

}  // namespace detail

template <CallbackDefinition T>
Callback::Callback(T definition)
    : impl_(std::make_shared<detail::OwnCallback<T>>(std::move(definition))) {}
template <CallbackDefinition T>
Callback::Callback(std::reference_wrapper<T> watched)
    : impl_(std::make_shared<detail::OwnCallback<std::reference_wrapper<T>>>(watched)) {}

}  // namespace keras
