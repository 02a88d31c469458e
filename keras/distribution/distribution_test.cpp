#include "keras/distribution/distribution.hpp"

#include <doctest/doctest.h>

#include <cstdlib>

#include "keras/core/refusal_test.hpp"

using namespace keras;
using namespace keras::distribution;

TEST_CASE("there is one device, which data is distributed to") {
  initialize();
  initialize({.job_addresses = "10.0.0.1:1234", .num_processes = 1, .process_id = 0});
  const std::vector<std::string> devices = {"cpu:0"};
  CHECK(list_devices() == devices);
  CHECK(list_devices("cpu") == devices);
  CHECK(get_device_count() == 1);
  CHECK_FALSE(distribution::distribution().defined());

  const DataParallel parallel({.devices = devices, .auto_shard_dataset = false});
  CHECK(parallel.num_model_replicas() == 1);
  set_distribution(parallel);
  CHECK(distribution::distribution().devices() == devices);
  CHECK_FALSE(distribution::distribution().auto_shard_dataset());
  set_distribution(None);
  CHECK_FALSE(distribution::distribution().defined());
}

TEST_CASE("what needs several processes or devices is refused") {
  CHECK(refusal([] { initialize({.num_processes = 2}); }) ==
        "distribution.initialize: there must be one process, as programs run in one only; received "
        "num_processes=2");
  CHECK(refusal([] {
          initialize({.job_addresses = "10.0.0.1:1,10.0.0.2:1"});
        }).ends_with("received num_processes=2"));
  CHECK(refusal([] {
          initialize({.process_id = 1});
        }).starts_with("distribution.initialize: process_id must be less than num_processes"));
  setenv("KERAS_DISTRIBUTION_NUM_PROCESSES", "3", 1);
  CHECK(refusal([] { initialize(); }).ends_with("received num_processes=3"));
  setenv("KERAS_DISTRIBUTION_NUM_PROCESSES", "many", 1);
  CHECK(refusal([] { initialize(); }) ==
        "distribution.initialize: num_processes must be a whole number; received 'many'");
  unsetenv("KERAS_DISTRIBUTION_NUM_PROCESSES");
  CHECK(refusal([] { list_devices("gpu"); }) ==
        "distribution.list_devices: device_type must be 'cpu'; received device_type='gpu'");
  CHECK(refusal([] {
          DataParallel({.devices = {"cpu:0", "cpu:1"}});
        }) ==
        "distribution.DataParallel: devices must be ['cpu:0'], the only one there is; received "
        "['cpu:0', 'cpu:1']");
}
