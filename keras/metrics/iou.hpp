// keras.metrics: intersection over union.
#pragma once
#include "keras/metrics/built_in.hpp"

namespace keras::metrics {

struct IoUOptions {
  int num_classes = 0;                     ///< Required.
  std::vector<int> target_class_ids = {};  ///< Required.
  std::optional<std::string> name = {};    ///< The class and a number by default.
  std::optional<DTypePolicy> dtype = {};
  std::optional<int> ignore_class = {};
  bool sparse_y_true = true;  ///< Class numbers, not one-hot.
  bool sparse_y_pred = true;
  int axis = -1;
};
/// Intersection over union, the mean over `target_class_ids`.
class IoU : public Metric {
 public:
  explicit IoU(IoUOptions options);
};

struct BinaryIoUOptions {
  std::vector<int> target_class_ids = {0, 1};
  double threshold = 0.5;
  std::optional<std::string> name = {};  ///< The class and a number by default.
  std::optional<DTypePolicy> dtype = {};
};
/// The same for two classes: predictions at least `threshold` are class 1.
class BinaryIoU : public Metric {
 public:
  explicit BinaryIoU(BinaryIoUOptions options = {});
};

struct MeanIoUOptions {
  int num_classes = 0;                   ///< Required.
  std::optional<std::string> name = {};  ///< The class and a number by default.
  std::optional<DTypePolicy> dtype = {};
  std::optional<int> ignore_class = {};
  bool sparse_y_true = true;  ///< Class numbers, not one-hot.
  bool sparse_y_pred = true;
  int axis = -1;
};
/// Intersection over union, the mean over the classes that occur.
class MeanIoU : public Metric {
 public:
  explicit MeanIoU(MeanIoUOptions options);
};

struct OneHotIoUOptions {
  int num_classes = 0;                     ///< Required.
  std::vector<int> target_class_ids = {};  ///< Required.
  std::optional<std::string> name = {};    ///< The class and a number by default.
  std::optional<DTypePolicy> dtype = {};
  std::optional<int> ignore_class = {};
  bool sparse_y_pred = false;
  int axis = -1;
};
/// `IoU` for one-hot labels.
class OneHotIoU : public Metric {
 public:
  explicit OneHotIoU(OneHotIoUOptions options);
};

struct OneHotMeanIoUOptions {
  int num_classes = 0;                   ///< Required.
  std::optional<std::string> name = {};  ///< The class and a number by default.
  std::optional<DTypePolicy> dtype = {};
  std::optional<int> ignore_class = {};
  bool sparse_y_pred = false;
  int axis = -1;
};
/// `MeanIoU` for one-hot labels.
class OneHotMeanIoU : public Metric {
 public:
  explicit OneHotMeanIoU(OneHotMeanIoUOptions options);
};

extern const Registered<Metric> registered_io_u;
[[gnu::used]] inline const auto* const linked_io_u = &registered_io_u;

}  // namespace keras::metrics
