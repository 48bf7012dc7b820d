// The library as a whole: version, threads, allocator.
#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <dlfcn.h>
#include <malloc.h>
#include <torch/version.h>

#include <string>

#include "abi.h"
#include "failure.h"

namespace {
// at::set_num_threads does not reach OpenBLAS; the symbol is there if OpenBLAS is the BLAS that was loaded.
using SetThreads = void (*)(int);
using GetThreads = int (*)();
template <class F>
F blas(const char* name) {
  return reinterpret_cast<F>(dlsym(RTLD_DEFAULT, name));
}
}  // namespace

QHT_API const char* qht_version() { return TORCH_VERSION; }

// What libtorch was built with and how it runs; lives as long as the process.
QHT_API const char* qht_config() {
  static const auto* const text = new std::string(at::show_config() + at::get_parallel_info());
  return text->c_str();
}

QHT_API int32_t qht_has_openblas() { return blas<SetThreads>("openblas_set_num_threads") != nullptr ? 1 : 0; }

QHT_API int32_t qht_set_num_threads(int32_t count) {
  return qht::guarded([&] {
    if (count < 1) throw qht::Refusal("at least one thread, not " + std::to_string(count));
    at::set_num_threads(count);
    if (auto* set = blas<SetThreads>("openblas_set_num_threads")) set(count);
  });
}

QHT_API int32_t qht_get_num_threads() { return at::get_num_threads(); }

// 0 where the BLAS is not OpenBLAS.
QHT_API int32_t qht_get_blas_threads() {
  auto* get = blas<GetThreads>("openblas_get_num_threads");
  return get == nullptr ? 0 : get();
}

// Large activations stay in the heap and are not mapped and unmapped at each step.
QHT_API int32_t qht_tune_allocator() {
#ifdef __GLIBC__
  constexpr int threshold = 1 << 30;
  return mallopt(M_MMAP_THRESHOLD, threshold) == 1 && mallopt(M_TRIM_THRESHOLD, threshold) == 1 && mallopt(M_TOP_PAD, 64 << 20) == 1 ? 1 : 0;
#else
  return 0;
#endif
}
