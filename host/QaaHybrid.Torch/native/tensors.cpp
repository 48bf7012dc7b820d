// What the managed side asks of a tensor without an operator.
#include <ATen/ATen.h>

#include <cstring>

#include "abi.h"
#include "failure.h"
#include "handles.h"

// Getters: -1 for null. They neither block nor throw nor call back.
QHT_API int64_t qht_dim(const at::Tensor* tensor) { return tensor == nullptr ? -1 : tensor->dim(); }
QHT_API int64_t qht_numel(const at::Tensor* tensor) { return tensor == nullptr ? -1 : tensor->numel(); }
QHT_API int32_t qht_dtype(const at::Tensor* tensor) {
  return tensor == nullptr ? -1 : static_cast<int32_t>(tensor->scalar_type());
}

QHT_API int32_t qht_shape(const at::Tensor* tensor, int64_t* sizes, int32_t capacity) {
  return qht::guarded([&] {
    const auto& from = qht::deref(tensor, "tensor").sizes();
    if (static_cast<int64_t>(from.size()) > capacity) throw qht::Refusal("shape: too little room");
    std::copy(from.begin(), from.end(), sizes);
  });
}

QHT_API int32_t qht_strides(const at::Tensor* tensor, int64_t* strides, int32_t capacity) {
  return qht::guarded([&] {
    const auto& from = qht::deref(tensor, "tensor").strides();
    if (static_cast<int64_t>(from.size()) > capacity) throw qht::Refusal("strides: too little room");
    std::copy(from.begin(), from.end(), strides);
  });
}

QHT_API int32_t qht_nbytes(const at::Tensor* tensor, int64_t* bytes) {
  return qht::guarded([&] { *bytes = static_cast<int64_t>(qht::deref(tensor, "tensor").nbytes()); });
}

QHT_API int32_t qht_is_contiguous(const at::Tensor* tensor, int32_t* yes) {
  return qht::guarded([&] { *yes = qht::deref(tensor, "tensor").is_contiguous() ? 1 : 0; });
}

// The device as text, "cpu" or "cuda:0".
QHT_API int32_t qht_device(const at::Tensor* tensor, char* text, int32_t capacity) {
  return qht::guarded([&] {
    const auto name = qht::deref(tensor, "tensor").device().str();
    if (static_cast<int64_t>(name.size()) >= capacity) throw qht::Refusal("device: too little room");
    std::memcpy(text, name.c_str(), name.size() + 1);
  });
}

// The first element's address, of a dense tensor in main memory whose bytes are what they seem.
QHT_API int32_t qht_data_ptr(const at::Tensor* tensor, void** data) {
  return qht::guarded([&] {
    const auto& from = qht::deref(tensor, "tensor");
    if (!from.device().is_cpu()) throw qht::Refusal("the data are on " + from.device().str() + ", not in main memory: call cpu() first");
    if (!from.is_contiguous()) throw qht::Refusal("the tensor is not contiguous: call contiguous() first");
    if (from.is_conj() || from.is_neg()) throw qht::Refusal("the tensor is a lazy conjugate or negative: call clone() first");
    *data = from.data_ptr();
  });
}

// A second handle for the same tensor.
QHT_API int32_t qht_alias(const at::Tensor* tensor, qht::Handle* alias) {
  return qht::guarded([&] { *alias = qht::wrap(qht::deref(tensor, "tensor")); });
}

// A tensor over memory of the caller: copied, or used in place until the deleter runs (once, on any thread).
QHT_API int32_t qht_from_blob(void* data, const int64_t* sizes, int32_t dimensions, int32_t dtype, qht::Deleter deleter,
                              void* context, int32_t copy, qht::Handle* tensor) {
  using namespace qht;
  return guarded([&] {
    const at::IntArrayRef shape(sizes, checked_count(dimensions, sizes, "sizes"));
    int64_t count = 1;
    for (const auto size : shape) {
      if (size < 0) throw Refusal("a negative size, " + std::to_string(size));
      count *= size;
    }
    if (count > 0) required(data, "data");
    const auto options = at::TensorOptions().dtype(static_cast<at::ScalarType>(dtype));
    if (copy)
      *tensor = wrap(at::from_blob(data, shape, options).clone());
    else if (deleter == nullptr)
      *tensor = wrap(at::from_blob(data, shape, options));
    else
      *tensor = wrap(at::from_blob(data, shape, [deleter, context](void*) { deleter(context); }, options));
  });
}
