// The C ABI between QaaHybrid.Torch and libtorch.
//
// Every function returns 0 for success or -1 with a text in qht_last_error() (of this thread, to be read at once),
// but for the getters that return their value. No C++ exception crosses this border. A tensor handle is one strong
// reference, a heap-allocated at::Tensor; whoever receives one frees it once, on any thread. Arguments are borrowed.
#pragma once
#include <cstdint>

#define QHT_API extern "C" __attribute__((visibility("default")))

namespace at {
class Tensor;
struct Generator;
}  // namespace at

namespace qht {

enum Tag : int32_t {
  kNone = 0,       // an absent optional
  kTensor = 1,     // handle
  kInt = 2,        // int64
  kDouble = 3,     // double
  kBool = 4,       // 0 or 1
  kString = 5,     // UTF-8 pointer, length in n
  kInts = 6,       // int64*, n
  kTensors = 7,    // handle*, n; a null stands for None where the schema allows it
  kDoubles = 8,    // double*, n
  kBools = 9,      // byte*, n
  kDefault = 10,   // the schema's default
  kGenerator = 11  // generator handle
};

struct Value {
  int32_t tag;
  int32_t n;  // of a list: its length; of a tensor result: KiB of storage that it alone owns, else 0
  union {
    int64_t integer;
    double real;
    const void* pointer;
  };
};
static_assert(sizeof(Value) == 16, "the managed side mirrors this layout");

struct Operator;

using Handle = at::Tensor*;
using Deleter = void (*)(void* context);

// Fills gradients[0..count_in) with handles that the shim takes over (null: no gradient); takes over `incoming` and `saved`.
// On failure writes UTF-8 text of at most `capacity` bytes into `text` and returns -1.
using BackwardCallback = int32_t (*)(int64_t id, const Handle* saved, int32_t count_saved, const Handle* incoming,
                                     int32_t count_incoming, Handle* gradients, int32_t count_gradients, char* text,
                                     int32_t capacity);
// The node of a managed function died. Any thread; must not fail.
using FreeCallback = void (*)(int64_t id);

}  // namespace qht
