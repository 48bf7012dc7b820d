// Random numbers: the default generator, and generators of one's own.
#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>

#include <mutex>

#include "abi.h"
#include "failure.h"
#include "handles.h"

namespace {
at::Generator generator_of(const at::Generator* generator) {
  return generator == nullptr ? at::detail::getDefaultCPUGenerator() : *generator;
}
}  // namespace

QHT_API int32_t qht_manual_seed(int64_t seed) {
  return qht::guarded([&] { at::manual_seed(static_cast<uint64_t>(seed)); });
}

QHT_API int32_t qht_generator_new(int64_t seed, at::Generator** generator) {
  return qht::guarded([&] { *generator = new at::Generator(at::detail::createCPUGenerator(static_cast<uint64_t>(seed))); });
}

QHT_API void qht_generator_free(at::Generator* generator) { delete generator; }

// Null stands for the default generator.
QHT_API int32_t qht_generator_seed(const at::Generator* generator, int64_t seed) {
  return qht::guarded([&] {
    auto to = generator_of(generator);
    const std::lock_guard<std::mutex> lock(to.mutex());
    to.set_current_seed(static_cast<uint64_t>(seed));
  });
}

QHT_API int32_t qht_generator_initial_seed(const at::Generator* generator, int64_t* seed) {
  return qht::guarded([&] { *seed = static_cast<int64_t>(generator_of(generator).current_seed()); });
}

QHT_API int32_t qht_generator_state(const at::Generator* generator, qht::Handle* state) {
  return qht::guarded([&] {
    auto from = generator_of(generator);
    const std::lock_guard<std::mutex> lock(from.mutex());
    *state = qht::wrap(from.get_state());
  });
}

QHT_API int32_t qht_generator_set_state(const at::Generator* generator, const at::Tensor* state) {
  return qht::guarded([&] {
    auto to = generator_of(generator);
    const auto& from = qht::deref(state, "state");
    const std::lock_guard<std::mutex> lock(to.mutex());
    to.set_state(from);
  });
}
