// Tagged values from and to what the boxed dispatcher speaks.
#pragma once
#include <ATen/core/function_schema.h>
#include <ATen/core/ivalue.h>

#include <string>

#include "abi.h"

namespace qht {

// What an argument of a schema takes, worked out once per operator.
enum class Kind : uint8_t {
  tensor, integer, real, boolean, scalar, text, device, generator,
  integers, reals, booleans, scalars, tensors, optional_tensors, unsupported
};

struct Parameter {
  explicit Parameter(const c10::Argument& argument);

  std::string name;
  std::string type;
  Kind kind;
  bool optional;
  bool has_default;
  c10::IValue default_value;
};

c10::IValue to_ivalue(const Parameter& parameter, const Value& value);

// Writes results[0..size) or throws; on an exception every handle and list made so far is freed.
void to_results(std::vector<c10::IValue>& stack, Value* results, int32_t capacity);

}  // namespace qht
