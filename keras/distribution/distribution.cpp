#include "keras/distribution/distribution.hpp"

#include <algorithm>

#include "keras/core/error.hpp"
#include "keras/runtime/environment.hpp"

namespace keras::distribution {
namespace {

Distribution& current() {
  static Distribution distribution;
  return distribution;
}

int number(const char* argument, const std::string& text) {
  if (text.empty() || text.size() > 9 || text.find_first_not_of("0123456789") != std::string::npos)
    fail("distribution.initialize: ", argument, " must be a whole number; received ", quoted(text));
  return std::stoi(text);
}

int given_or(std::optional<int> given, const char* argument, const std::string& environment,
             int otherwise) {
  if (given) return *given;
  return environment.empty() ? otherwise : number(argument, environment);
}

}  // namespace

void initialize(InitializeOptions options) {
  const auto environment = runtime::requested_processes();
  const auto addresses = options.job_addresses.value_or(environment.addresses);
  const auto jobs = std::count(addresses.begin(), addresses.end(), ',') + 1;
  const int processes =
      given_or(options.num_processes, "num_processes", environment.count, static_cast<int>(jobs));
  if (processes != 1)
    fail("distribution.initialize: there must be one process, as programs run in one only; ",
         "received num_processes=", processes);
  if (jobs != 1)
    fail("distribution.initialize: job_addresses must hold one address for each process; received ",
         "num_processes=1 and job_addresses=", quoted(addresses));
  const int id = given_or(options.process_id, "process_id", environment.id, 0);
  if (id != 0)
    fail("distribution.initialize: process_id must be less than num_processes; received ",
         "process_id=", id, " and num_processes=1");
}

std::vector<std::string> list_devices(const std::optional<std::string>& device_type) {
  if (device_type && *device_type != "cpu")
    fail("distribution.list_devices: device_type must be 'cpu'; received device_type=",
         quoted(*device_type));
  return {"cpu:0"};
}

int get_device_count(const std::optional<std::string>& device_type) {
  return static_cast<int>(list_devices(device_type).size());
}

Distribution::Distribution(std::vector<std::string> devices, bool auto_shard_dataset)
    : devices_(devices.empty() ? list_devices() : std::move(devices)),
      auto_shard_dataset_(auto_shard_dataset) {
  if (devices_ == list_devices()) return;
  std::string given;
  for (const auto& device : devices_)
    append(given, text(given.empty() ? "" : ", ", quoted(device)));
  fail("distribution.DataParallel: devices must be ['cpu:0'], the only one there is; received [",
       given, "]");
}

DataParallel::DataParallel(DataParallelOptions options)
    : Distribution(std::move(options.devices), options.auto_shard_dataset) {}

void set_distribution(const Distribution& value) { current() = value; }
Distribution distribution() { return current(); }

}  // namespace keras::distribution
