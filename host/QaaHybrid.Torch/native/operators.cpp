// Any ATen operator by name, through the boxed dispatcher: autograd and everything else included.
#include <ATen/core/dispatch/Dispatcher.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <mutex>
#include <sstream>
#include <string>
#include <unordered_map>
#include <vector>

#include "abi.h"
#include "failure.h"
#include "values.h"

namespace qht {

struct Operator {
  explicit Operator(const c10::OperatorHandle& found) : handle(found) {
    for (const auto& argument : handle.schema().arguments()) parameters.emplace_back(argument);
    std::ostringstream text;
    text << handle.schema();
    schema = text.str();
  }

  c10::OperatorHandle handle;
  std::vector<Parameter> parameters;
  std::string schema;
};

namespace {

// Entries live as long as the process: the managed side keeps their addresses.
const Operator* find(const std::string& name, const std::string& overload) {
  static std::mutex mutex;
  static auto* const known = new std::unordered_map<std::string, std::unique_ptr<Operator>>();
  const std::lock_guard<std::mutex> lock(mutex);
  auto& entry = (*known)[name + "." + overload];
  if (!entry) {
    const auto found = c10::Dispatcher::singleton().findSchema({name, overload});
    if (!found) throw Refusal("this libtorch has no operator " + name + (overload.empty() ? "" : "." + overload));
    entry = std::make_unique<Operator>(*found);
  }
  return entry.get();
}

}  // namespace
}  // namespace qht

QHT_API int32_t qht_op_find(const char* name, const char* overload, const qht::Operator** op) {
  return qht::guarded([&] {
    *qht::required(op, "op") = qht::find(qht::required(name, "name"), qht::required(overload, "overload"));
  });
}

QHT_API const char* qht_op_schema(const qht::Operator* op) { return op == nullptr ? "" : op->schema.c_str(); }

// Arguments in the schema's order; those left out at the end take the schema's defaults. `capacity` < 0 drops the results.
QHT_API int32_t qht_op_call(const qht::Operator* op, const qht::Value* arguments, int32_t count, qht::Value* results,
                            int32_t capacity, int32_t* result_count) {
  using namespace qht;
  return guarded([&] {
    const auto& parameters = required(op, "op")->parameters;
    checked_count(count, arguments, "arguments");
    if (static_cast<size_t>(count) > parameters.size())
      throw Refusal(std::to_string(count) + " arguments, but the operator takes " + std::to_string(parameters.size()));

    std::vector<c10::IValue> stack;
    stack.reserve(std::max<size_t>(parameters.size(), 4));
    static constexpr Value missing{kDefault, 0, {0}};
    for (size_t i = 0; i < parameters.size(); ++i)
      stack.push_back(to_ivalue(parameters[i], i < static_cast<size_t>(count) ? arguments[i] : missing));

    op->handle.callBoxed(&stack);

    if (capacity < 0) return;
    *required(result_count, "result_count") = static_cast<int32_t>(stack.size());
    to_results(stack, required(results, "results"), capacity);
  });
}

// Every schema, one a line, sorted; to be freed with qht_free_mem.
QHT_API int32_t qht_op_list(char** text) {
  using namespace qht;
  return guarded([&] {
    std::vector<std::string> lines;
    for (const auto& name : c10::Dispatcher::singleton().getAllOpNames()) {
      const auto found = c10::Dispatcher::singleton().findSchema(name);
      if (!found) continue;
      std::ostringstream line;
      line << found->schema();
      lines.push_back(line.str());
    }
    std::sort(lines.begin(), lines.end());
    std::string all;
    for (const auto& line : lines) all += line + "\n";
    *required(text, "text") = ::strdup(all.c_str());
  });
}
