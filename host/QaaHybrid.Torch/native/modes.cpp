// Modes of the calling thread: whether operators are recorded.
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <c10/core/InferenceMode.h>

#include "abi.h"
#include "failure.h"

QHT_API int32_t qht_grad_enabled() { return at::GradMode::is_enabled() ? 1 : 0; }

QHT_API void qht_set_grad_enabled(int32_t yes) { at::GradMode::set_enabled(yes != 0); }

QHT_API int32_t qht_inference_enabled() { return c10::InferenceMode::is_enabled() ? 1 : 0; }

// Guards end on the thread that began them, the last one first.
QHT_API int32_t qht_inference_begin(int32_t yes, void** guard) {
  return qht::guarded([&] { *guard = new c10::InferenceMode(yes != 0); });
}

QHT_API void qht_inference_end(void* guard) { delete static_cast<c10::InferenceMode*>(guard); }
