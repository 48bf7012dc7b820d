#include "failure.h"

#include "abi.h"

namespace qht {
namespace {
thread_local std::string last_failure;
}

int32_t fail(const char* text) noexcept {
  try {
    last_failure = text;
  } catch (...) {
    last_failure.clear();  // out of memory: the code alone has to do
  }
  return -1;
}
}  // namespace qht

// Valid until the next failing call on this thread.
QHT_API const char* qht_last_error() { return qht::last_failure.c_str(); }
