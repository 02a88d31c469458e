// Where a program computes: one process with one CPU device, which uses all its threads.
#pragma once
#include <optional>
#include <string>
#include <vector>

namespace keras::distribution {

/// Arguments of `initialize`, in the order of keras.distribution.initialize.
struct InitializeOptions {
  std::optional<std::string> job_addresses = {};  ///< "10.0.0.1:1234,10.0.0.2:1234"
  std::optional<int> num_processes = {};          ///< 1, as there is only one process.
  std::optional<int> process_id = {};             ///< 0, likewise.
};

/// To be called first in a program that is to run in several processes. What is not given comes
/// from the variables `KERAS_DISTRIBUTION_JOB_ADDRESSES`, `..._NUM_PROCESSES` and `..._PROCESS_ID`
/// of the environment; more than one process is an error.
///
///     distribution::initialize();
///     distribution::set_distribution(distribution::DataParallel());
///
/// https://keras.io/api/distribution/distribution_utils
void initialize(InitializeOptions options = {});

/// The devices of a type ("cpu"), by default all of them: {"cpu:0"}. Other types are an error.
std::vector<std::string> list_devices(const std::optional<std::string>& device_type = {});
/// The number of them.
int get_device_count(const std::optional<std::string>& device_type = {});

/// How the work of `fit`, `evaluate` and `predict` is shared among devices; None: not at all.
class Distribution {
 public:
  Distribution() = default;
  Distribution(std::nullopt_t) {}

  bool defined() const { return !devices_.empty(); }
  const std::vector<std::string>& devices() const { return devices_; }
  bool auto_shard_dataset() const { return auto_shard_dataset_; }

 protected:
  Distribution(std::vector<std::string> devices, bool auto_shard_dataset);

 private:
  std::vector<std::string> devices_ = {};
  bool auto_shard_dataset_ = true;
};

/// Arguments of `DataParallel`, in the order of keras.distribution.DataParallel.
struct DataParallelOptions {
  std::vector<std::string> devices = {};  ///< All of `list_devices()` by default.
  bool auto_shard_dataset = true;         ///< Whether each process reads its own part of the data.
};

/// Each device computes its part of every batch with the same weights; the results are those of one
/// device.
///
/// https://keras.io/api/distribution/data_parallel
class DataParallel : public Distribution {
 public:
  DataParallel(DataParallelOptions options = {});
  int num_model_replicas() const { return static_cast<int>(devices().size()); }
};

/// What the following calls of `fit`, `evaluate` and `predict` use.
void set_distribution(const Distribution& value);
Distribution distribution();

}  // namespace keras::distribution
