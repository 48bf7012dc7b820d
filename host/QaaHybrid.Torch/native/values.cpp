#include "values.h"

#include <ATen/ATen.h>
#include <ATen/core/jit_type.h>

#include <algorithm>
#include <cstdlib>
#include <new>

#include "failure.h"
#include "handles.h"

namespace qht {
namespace {

Kind element_kind(const c10::TypePtr& element) {
  switch (element->kind()) {
    case c10::TypeKind::TensorType: return Kind::tensors;
    case c10::TypeKind::IntType:
    case c10::TypeKind::SymIntType: return Kind::integers;
    case c10::TypeKind::FloatType: return Kind::reals;
    case c10::TypeKind::BoolType: return Kind::booleans;
    case c10::TypeKind::NumberType: return Kind::scalars;
    case c10::TypeKind::OptionalType: return Kind::optional_tensors;
    default: return Kind::unsupported;
  }
}

Kind kind_of(const c10::TypePtr& type) {
  switch (type->kind()) {
    case c10::TypeKind::OptionalType: return kind_of(type->castRaw<c10::OptionalType>()->getElementType());
    case c10::TypeKind::TensorType: return Kind::tensor;
    case c10::TypeKind::IntType:
    case c10::TypeKind::SymIntType: return Kind::integer;
    case c10::TypeKind::FloatType: return Kind::real;
    case c10::TypeKind::BoolType: return Kind::boolean;
    case c10::TypeKind::NumberType: return Kind::scalar;
    case c10::TypeKind::StringType: return Kind::text;
    case c10::TypeKind::DeviceObjType: return Kind::device;
    case c10::TypeKind::GeneratorType: return Kind::generator;
    case c10::TypeKind::ListType: return element_kind(type->castRaw<c10::ListType>()->getElementType());
    default: return Kind::unsupported;
  }
}

const char* tag_text(int32_t tag) {
  static const char* const texts[] = {"None", "a tensor", "an integer", "a floating-point number", "a boolean", "a text",
                                      "a list of integers", "a list of tensors", "a list of floating-point numbers",
                                      "a list of booleans", "the default", "a generator"};
  return tag >= 0 && tag <= kGenerator ? texts[tag] : "a value of unknown tag";
}

[[noreturn]] void refuse(const Parameter& parameter, const Value& value) {
  throw Refusal("argument '" + parameter.name + "' takes " + parameter.type + ", not " + tag_text(value.tag));
}

template <class T>
const T* list(const Parameter& parameter, const Value& value) {
  checked_count(value.n, value.pointer, ("argument '" + parameter.name + "'").c_str());
  return static_cast<const T*>(value.pointer);
}

std::string text_of(const Parameter& parameter, const Value& value) {
  const auto* bytes = list<char>(parameter, value);
  return value.n == 0 ? std::string() : std::string(bytes, static_cast<size_t>(value.n));
}

c10::IValue integers(const Parameter& parameter, const Value& value) {
  if (value.tag == kInt) return c10::List<int64_t>({value.integer});
  if (value.tag != kInts) refuse(parameter, value);
  const auto* from = list<int64_t>(parameter, value);
  return std::vector<int64_t>(from, from + value.n);
}

c10::IValue reals(const Parameter& parameter, const Value& value) {
  std::vector<double> to;
  if (value.tag == kDoubles) {
    const auto* from = list<double>(parameter, value);
    to.assign(from, from + value.n);
  } else if (value.tag == kInts) {
    const auto* from = list<int64_t>(parameter, value);
    to.assign(from, from + value.n);
  } else {
    refuse(parameter, value);
  }
  return to;
}

c10::IValue booleans(const Parameter& parameter, const Value& value) {
  if (value.tag != kBools) refuse(parameter, value);
  const auto* from = list<uint8_t>(parameter, value);
  c10::List<bool> to;
  to.reserve(value.n);
  for (int32_t i = 0; i < value.n; ++i) to.push_back(from[i] != 0);
  return to;
}

c10::IValue scalars(const Parameter& parameter, const Value& value) {
  c10::List<at::Scalar> to;
  if (value.tag == kDoubles) {
    const auto* from = list<double>(parameter, value);
    for (int32_t i = 0; i < value.n; ++i) to.push_back(at::Scalar(from[i]));
  } else if (value.tag == kInts) {
    const auto* from = list<int64_t>(parameter, value);
    for (int32_t i = 0; i < value.n; ++i) to.push_back(at::Scalar(from[i]));
  } else {
    refuse(parameter, value);
  }
  return to;
}

c10::IValue tensors(const Parameter& parameter, const Value& value) {
  if (value.tag != kTensors) refuse(parameter, value);
  return deref_list(list<Handle>(parameter, value), value.n, ("argument '" + parameter.name + "'").c_str(), false);
}

c10::IValue optional_tensors(const Parameter& parameter, const Value& value) {
  if (value.tag != kTensors) refuse(parameter, value);
  const auto* from = list<Handle>(parameter, value);
  // `auto`: the name of this optional type differs between versions.
  auto to = c10::List<decltype(c10::IValue().toOptional<at::Tensor>())>();
  for (int32_t i = 0; i < value.n; ++i) {
    if (from[i] == nullptr)
      to.push_back({});
    else
      to.push_back(*from[i]);
  }
  return to;
}

c10::IValue scalar(const Parameter& parameter, const Value& value) {
  switch (value.tag) {
    case kInt: return at::Scalar(value.integer);
    case kDouble: return at::Scalar(value.real);
    case kBool: return at::Scalar(value.integer != 0);
    default: refuse(parameter, value);
  }
}

c10::IValue real(const Parameter& parameter, const Value& value) {
  if (value.tag == kInt) return static_cast<double>(value.integer);
  if (value.tag != kDouble) refuse(parameter, value);
  return value.real;
}

c10::IValue integer(const Parameter& parameter, const Value& value) {
  if (value.tag != kInt && value.tag != kBool) refuse(parameter, value);
  return value.integer;
}

c10::IValue boolean(const Parameter& parameter, const Value& value) {
  if (value.tag != kBool && value.tag != kInt) refuse(parameter, value);
  return value.integer != 0;
}

c10::IValue tensor(const Parameter& parameter, const Value& value) {
  if (value.tag != kTensor) refuse(parameter, value);
  return deref(static_cast<const at::Tensor*>(value.pointer), ("argument '" + parameter.name + "'").c_str());
}

void free_results(Value* results, int32_t count) noexcept {
  for (int32_t i = 0; i < count; ++i) {
    auto* pointer = const_cast<void*>(results[i].pointer);
    if (results[i].tag == kTensor) {
      release(static_cast<Handle>(pointer));
    } else if (results[i].tag == kTensors) {
      auto* handles = static_cast<Handle*>(pointer);
      for (int32_t j = 0; j < results[i].n; ++j) release(handles[j]);
      std::free(pointer);
    } else if (results[i].tag == kInts) {
      std::free(pointer);
    }
  }
}

template <class T>
T* allocate(size_t count) {
  auto* memory = static_cast<T*>(std::malloc(std::max<size_t>(count, 1) * sizeof(T)));
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

Value to_result(const c10::IValue& from) {
  Value to{};
  if (from.isTensor()) {
    auto* handle = wrap(from.toTensor());
    to.tag = handle == nullptr ? kNone : kTensor;
    to.pointer = handle;
  } else if (from.isInt()) {
    to.tag = kInt;
    to.integer = from.toInt();
  } else if (from.isDouble()) {
    to.tag = kDouble;
    to.real = from.toDouble();
  } else if (from.isBool()) {
    to.tag = kBool;
    to.integer = from.toBool() ? 1 : 0;
  } else if (from.isTensorList()) {
    HandleList handles;
    for (auto&& tensor : from.toTensorVector()) handles.add(tensor);
    to.tag = kTensors;
    to.n = static_cast<int32_t>(handles.size());
    auto* list = allocate<Handle>(handles.size());
    handles.hand_over(list);
    to.pointer = list;
  } else if (from.isIntList()) {
    const auto values = from.toIntVector();
    auto* list = allocate<int64_t>(values.size());
    std::copy(values.begin(), values.end(), list);
    to.tag = kInts;
    to.n = static_cast<int32_t>(values.size());
    to.pointer = list;
  } else if (from.isNone()) {
    to.tag = kNone;
  } else {
    throw Refusal("a result of type " + from.tagKind() + " has no tag: it cannot be returned");
  }
  return to;
}

}  // namespace

Parameter::Parameter(const c10::Argument& argument)
    : name(argument.name()),
      type(argument.type()->annotation_str()),
      kind(kind_of(argument.type())),
      optional(argument.type()->kind() == c10::TypeKind::OptionalType),
      has_default(argument.default_value().has_value()) {
  if (has_default) default_value = *argument.default_value();
}

c10::IValue to_ivalue(const Parameter& parameter, const Value& value) {
  if (value.tag == kDefault) {
    if (!parameter.has_default) throw Refusal("argument '" + parameter.name + "' (" + parameter.type + ") is required");
    return parameter.default_value;
  }
  if (value.tag == kNone) {
    if (!parameter.optional) throw Refusal("argument '" + parameter.name + "' takes " + parameter.type + ", not None");
    return c10::IValue();
  }
  switch (parameter.kind) {
    case Kind::tensor: return tensor(parameter, value);
    case Kind::integer: return integer(parameter, value);
    case Kind::real: return real(parameter, value);
    case Kind::boolean: return boolean(parameter, value);
    case Kind::scalar: return scalar(parameter, value);
    case Kind::integers: return integers(parameter, value);
    case Kind::reals: return reals(parameter, value);
    case Kind::booleans: return booleans(parameter, value);
    case Kind::scalars: return scalars(parameter, value);
    case Kind::tensors: return tensors(parameter, value);
    case Kind::optional_tensors: return optional_tensors(parameter, value);
    case Kind::text:
      if (value.tag != kString) refuse(parameter, value);
      return text_of(parameter, value);
    case Kind::device:
      if (value.tag != kString) refuse(parameter, value);
      return c10::Device(text_of(parameter, value));
    case Kind::generator:
      if (value.tag != kGenerator) refuse(parameter, value);
      return *required(static_cast<const at::Generator*>(value.pointer), "the generator");
    case Kind::unsupported: break;
  }
  throw Refusal("argument '" + parameter.name + "' has a type that no value can be given for: " + parameter.type);
}

void to_results(std::vector<c10::IValue>& stack, Value* results, int32_t capacity) {
  const auto count = static_cast<int32_t>(stack.size());
  if (count > capacity)
    throw Refusal(std::to_string(count) + " results, but room for " + std::to_string(capacity));
  int32_t done = 0;
  try {
    for (; done < count; ++done) results[done] = to_result(stack[done]);
  } catch (...) {
    free_results(results, done);
    throw;
  }
  // Who owns its storage alone shows only when the stack has let go.
  stack.clear();
  for (int32_t i = 0; i < count; ++i)
    if (results[i].tag == kTensor) results[i].n = owned_kib(*static_cast<const at::Tensor*>(results[i].pointer));
}

}  // namespace qht
