// Failures: a text per thread, and the wrapper that keeps C++ exceptions on this side of the border.
#pragma once
#include <c10/util/Exception.h>

#include <cstdint>
#include <exception>
#include <stdexcept>
#include <string>

namespace qht {

// Keeps the text for qht_last_error() and returns -1.
int32_t fail(const char* text) noexcept;

// What is wrong with a call from the managed side; caught by guarded().
struct Refusal : std::runtime_error {
  using std::runtime_error::runtime_error;
};

template <class Body>
int32_t guarded(Body&& body) noexcept {
  try {
    body();
    return 0;
  } catch (const c10::Error& error) {
    return fail(error.what_without_backtrace());
  } catch (const std::exception& error) {
    return fail(error.what());
  } catch (...) {
    return fail("an exception of unknown type");
  }
}

// A raw null would be a segmentation fault, which .NET cannot turn into an exception.
template <class Pointer>
Pointer* required(Pointer* pointer, const char* what) {
  if (pointer == nullptr) throw Refusal(std::string(what) + " is null");
  return pointer;
}

inline int32_t checked_count(int32_t count, const void* list, const char* what) {
  if (count < 0) throw Refusal(std::string(what) + ": a negative length, " + std::to_string(count));
  if (count > 0 && list == nullptr) throw Refusal(std::string(what) + ": null with a length of " + std::to_string(count));
  return count;
}

}  // namespace qht
