// Managed autograd functions: a forward that has already run is attached to the graph, its backward calls back.
//
// Saved tensors live in the node (save_for_backward), never in managed hands: an output held by its own node's record would
// be a cycle that nobody frees, a change in place would go unnoticed, and memory would stay until the loss dies.
#include <ATen/ATen.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/custom_class.h>

#include <algorithm>

#include "abi.h"
#include "failure.h"
#include "handles.h"

namespace qht {
namespace {

// Dies with the node, backward or not: that is how the managed side learns that its record can go.
struct Record : torch::CustomClassHolder {
  Record(int64_t id, BackwardCallback backward, FreeCallback freed) : id(id), backward(backward), freed(freed) { ++live_functions; }
  ~Record() override {
    --live_functions;
    freed(id);
  }

  int64_t id;
  BackwardCallback backward;
  FreeCallback freed;
};

struct Pack {
  std::vector<at::Tensor> outputs;
  std::vector<at::Tensor> saved;
  std::vector<bool> differentiable;
  bool materialize;
  c10::intrusive_ptr<Record> record;
};

struct Managed : torch::autograd::Function<Managed> {
  using Tensors = torch::autograd::variable_list;

  // Computes nothing. `inputs` become the node's edges.
  static Tensors forward(torch::autograd::AutogradContext* context, at::TensorList inputs, Pack* pack) {
    context->save_for_backward(pack->saved);
    context->set_materialize_grads(pack->materialize);
    context->saved_data["inputs"] = static_cast<int64_t>(inputs.size());
    context->saved_data["record"] = c10::IValue::make_capsule(pack->record);
    Tensors constant;
    for (size_t i = 0; i < pack->outputs.size(); ++i)
      if (!pack->differentiable[i]) constant.push_back(pack->outputs[i]);
    if (!constant.empty()) context->mark_non_differentiable(constant);
    return pack->outputs;
  }

  static Tensors backward(torch::autograd::AutogradContext* context, Tensors incoming) {
    // Asked for first, saved or not: this raises the error of a second walk through a freed graph.
    const auto saved = context->get_saved_variables();
    const auto count = static_cast<size_t>(context->saved_data["inputs"].toInt());
    const auto capsule = context->saved_data["record"].toCapsule();
    const auto& record = static_cast<const Record&>(*capsule);

    HandleList saved_handles, incoming_handles;
    for (const auto& tensor : saved) saved_handles.add(tensor);
    for (const auto& tensor : incoming) incoming_handles.add(tensor);
    std::vector<Handle> to_saved(saved_handles.size()), to_incoming(incoming_handles.size()), gradients(count, nullptr);
    saved_handles.hand_over(to_saved.data());
    incoming_handles.hand_over(to_incoming.data());

    char text[4096] = "";
    const auto code = record.backward(record.id, to_saved.data(), static_cast<int32_t>(to_saved.size()), to_incoming.data(),
                                      static_cast<int32_t>(to_incoming.size()), gradients.data(), static_cast<int32_t>(count), text,
                                      static_cast<int32_t>(sizeof text));
    Tensors result;
    result.reserve(count + 1);
    for (auto* gradient : gradients) {
      result.push_back(gradient == nullptr ? at::Tensor() : *gradient);
      release(gradient);
    }
    if (code != 0) throw Refusal(text);
    result.emplace_back();  // for the pack, which the engine counts as an argument
    return result;
  }
};

}  // namespace
}  // namespace qht

// `outputs` are fresh tensors computed without recording; `results` receives new handles of the recorded ones. `*attached` = 0:
// nothing asks for a gradient, no handle was made and the callbacks are not kept. Once a record exists, `freed` runs for it
// exactly once, also when this call fails.
QHT_API int32_t qht_attach(const qht::Handle* inputs, int32_t input_count, const qht::Handle* outputs, const uint8_t* differentiable,
                           int32_t output_count, const qht::Handle* saved, int32_t saved_count, int32_t materialize, int64_t id,
                           qht::BackwardCallback backward, qht::FreeCallback freed, qht::Handle* results, int32_t* attached) {
  using namespace qht;
  return guarded([&] {
    *required(attached, "attached") = 0;
    const auto from = deref_list(inputs, input_count, "inputs", false);
    const auto wanted = at::GradMode::is_enabled() &&
                        std::any_of(from.begin(), from.end(), [](const at::Tensor& tensor) { return tensor.requires_grad(); });
    if (!wanted) return;

    Pack pack;
    pack.outputs = deref_list(outputs, output_count, "outputs", false);
    pack.saved = deref_list(saved, saved_count, "saved", true);
    required(differentiable, "differentiable");
    for (int32_t i = 0; i < output_count; ++i) pack.differentiable.push_back(differentiable[i] != 0);
    pack.materialize = materialize != 0;
    pack.record = c10::make_intrusive<Record>(id, required(backward, "backward"), required(freed, "freed"));

    auto recorded = Managed::apply(at::TensorList(from), &pack);
    HandleList handles;
    for (auto& output : recorded) handles.add(std::move(output));
    handles.hand_over(required(results, "results"));
    *attached = 1;
  });
}
