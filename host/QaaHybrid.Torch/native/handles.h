// Tensor handles: made, counted, freed.
#pragma once
#include <ATen/ATen.h>

#include <atomic>
#include <vector>

#include "abi.h"

namespace qht {

extern std::atomic<int64_t> live_handles;
extern std::atomic<int64_t> live_functions;

// A handle that the caller owns; an undefined tensor has none (null).
Handle wrap(at::Tensor tensor);
void release(Handle handle) noexcept;

// KiB of storage that nobody but this tensor holds, 0 for a view: what the managed side reports as memory pressure.
int32_t owned_kib(const at::Tensor& tensor) noexcept;

const at::Tensor& deref(const at::Tensor* handle, const char* what);
std::vector<at::Tensor> deref_list(const Handle* handles, int32_t count, const char* what, bool nulls_allowed);

// Handles in the making: freed if an exception comes before they are handed over.
class HandleList {
 public:
  ~HandleList();
  void add(at::Tensor tensor) { handles_.push_back(wrap(std::move(tensor))); }
  void hand_over(Handle* to);
  size_t size() const { return handles_.size(); }

 private:
  std::vector<Handle> handles_;
};

}  // namespace qht
