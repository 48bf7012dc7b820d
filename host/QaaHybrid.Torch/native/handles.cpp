#include "handles.h"

#include <algorithm>
#include <cstdlib>
#include <limits>

#include "failure.h"

namespace qht {

std::atomic<int64_t> live_handles{0};
std::atomic<int64_t> live_functions{0};

Handle wrap(at::Tensor tensor) {
  if (!tensor.defined()) return nullptr;
  auto* handle = new at::Tensor(std::move(tensor));
  live_handles.fetch_add(1, std::memory_order_relaxed);
  return handle;
}

void release(Handle handle) noexcept {
  if (handle == nullptr) return;
  live_handles.fetch_sub(1, std::memory_order_relaxed);
  delete handle;
}

int32_t owned_kib(const at::Tensor& tensor) noexcept {
  if (!tensor.has_storage() || tensor.use_count() != 1 || tensor.storage().use_count() != 1) return 0;
  const auto kib = tensor.storage().nbytes() >> 10;
  return static_cast<int32_t>(std::min<size_t>(kib, std::numeric_limits<int32_t>::max()));
}

const at::Tensor& deref(const at::Tensor* handle, const char* what) { return *required(handle, what); }

std::vector<at::Tensor> deref_list(const Handle* handles, int32_t count, const char* what, bool nulls_allowed) {
  checked_count(count, handles, what);
  std::vector<at::Tensor> tensors;
  tensors.reserve(count);
  for (int32_t i = 0; i < count; ++i) {
    if (handles[i] != nullptr)
      tensors.push_back(*handles[i]);
    else if (nulls_allowed)
      tensors.emplace_back();
    else
      throw Refusal(std::string(what) + "[" + std::to_string(i) + "] is null");
  }
  return tensors;
}

HandleList::~HandleList() {
  for (auto* handle : handles_) release(handle);
}

void HandleList::hand_over(Handle* to) {
  std::copy(handles_.begin(), handles_.end(), to);
  handles_.clear();
}
}  // namespace qht

QHT_API void qht_free(qht::Handle handle) { qht::release(handle); }

// Lists in results are the caller's; they come from malloc.
QHT_API void qht_free_mem(void* memory) { std::free(memory); }

QHT_API int64_t qht_live_handles() { return qht::live_handles.load(); }

QHT_API int64_t qht_live_functions() { return qht::live_functions.load(); }
