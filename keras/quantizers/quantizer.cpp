#include "keras/quantizers/quantizer.hpp"

#include "keras/core/registry_define.hpp"
#include "keras/core/registry_impl.hpp"
#include "keras/quantizers.hpp"  // whoever names a quantizer links all of them

namespace keras::quantizers {
namespace {

using Arguments = std::vector<Argument>;

Arguments required(std::initializer_list<const char*> names) {
  Arguments arguments;
  for (const auto* name : names) arguments.push_back({name, nullptr});
  return arguments;
}

/// Arguments without defaults, then those of an options struct.
template <class Options>
Arguments with_options(std::initializer_list<const char*> names) {
  auto arguments = required(names);
  for (auto& argument : arguments_of<Options>()) arguments.push_back(std::move(argument));
  return arguments;
}

/// The functions, with their arguments.
const bool listed = [] {
  const auto list = [](const char* name, Arguments (*arguments)()) {
    public_objects().push_back({text("keras.quantizers.", name), arguments});
  };
  list("abs_max_quantize", [] { return with_options<AbsMaxOptions>({"inputs", "axis"}); });
  list("abs_max_quantize_grouped_with_zero_point", [] {
    return with_options<GroupedOptions>({"inputs", "block_size"});
  });
  list("fake_quant_with_min_max_vars", [] {
    return with_options<FakeQuantOptions>({"inputs", "min_vals", "max_vals"});
  });
  list("pack_int4", [] { return with_options<PackOptions>({"arr"}); });
  list("unpack_int4", [] { return with_options<PackOptions>({"packed", "orig_len"}); });
  list("compute_float8_amax_history", [] { return required({"x", "amax_history"}); });
  list("compute_float8_scale", [] {
    auto arguments = required({"amax", "scale", "dtype_max"});
    arguments.push_back({"margin", 0});
    return arguments;
  });
  list("quantize_and_dequantize", [] {
    return required({"inputs", "scale", "quantized_dtype", "compute_dtype"});
  });
  return true;
}();

}  // namespace

Value to_value(const Quantizer& quantizer) {
  if (!quantizer.impl_) return nullptr;
  const auto& impl = *quantizer.impl_;
  return serialized("keras.quantizers", impl.class_name(), impl.config(), impl.registered_name());
}

}  // namespace keras::quantizers

template class keras::Registry<keras::quantizers::Quantizer>;
