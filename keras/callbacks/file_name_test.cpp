#include "keras/callbacks/file_name.hpp"

#include <doctest/doctest.h>

#include "keras/core/error.hpp"

namespace keras::callbacks {

TEST_CASE("file names take numbers as Python's format does") {
  Logs logs;
  logs.set("epoch", 3), logs.set("loss", 0.125), logs.set("val_loss", 1234.5);
  CHECK(formatted("a.keras", logs) == "a.keras");
  CHECK(formatted("at-{epoch}.keras", logs) == "at-3.keras");
  CHECK(formatted("at-{epoch:02d}.keras", logs) == "at-03.keras");
  CHECK(formatted("{loss:.2f}-{loss}", logs) == "0.12-0.125");
  CHECK(formatted("{val_loss:.1e}|{val_loss:8.1f}", logs) == "1.2e+03|  1234.5");
  CHECK(formatted("{{epoch}}", logs) == "{epoch}");
  CHECK_THROWS_WITH_AS(formatted("{los}", logs),
                       "the file name '{los}' mentions 'los'; did you mean 'loss'?", ValueError);
  CHECK_THROWS_AS(formatted("{loss:>9}", logs), ValueError);
  CHECK_THROWS_AS(formatted("{loss", logs), ValueError);
}

}  // namespace keras::callbacks
