// Gradients: flags, .grad, backward and grad.
#include <ATen/ATen.h>
#include <torch/csrc/autograd/autograd.h>

#include <sstream>

#include "abi.h"
#include "failure.h"
#include "handles.h"

namespace {

// Null roots' gradients mean "ones", for which the root has to be a single element.
std::vector<at::Tensor> root_gradients(const qht::Handle* gradients, int32_t count) {
  return gradients == nullptr ? std::vector<at::Tensor>() : qht::deref_list(gradients, count, "gradients", true);
}

}  // namespace

QHT_API int32_t qht_requires_grad(const at::Tensor* tensor, int32_t* yes) {
  return qht::guarded([&] { *yes = qht::deref(tensor, "tensor").requires_grad() ? 1 : 0; });
}

QHT_API int32_t qht_set_requires_grad(const at::Tensor* tensor, int32_t yes) {
  return qht::guarded([&] { qht::deref(tensor, "tensor").set_requires_grad(yes != 0); });
}

QHT_API int32_t qht_is_leaf(const at::Tensor* tensor, int32_t* yes) {
  return qht::guarded([&] { *yes = qht::deref(tensor, "tensor").is_leaf() ? 1 : 0; });
}

// A new handle, or null where there is no gradient yet.
QHT_API int32_t qht_grad(const at::Tensor* tensor, qht::Handle* gradient) {
  return qht::guarded([&] { *gradient = qht::wrap(qht::deref(tensor, "tensor").grad()); });
}

QHT_API int32_t qht_set_grad(const at::Tensor* tensor, const at::Tensor* gradient) {
  return qht::guarded([&] {
    const auto& owner = qht::deref(tensor, "tensor");
    if (gradient != nullptr) {
      if (!gradient->sizes().equals(owner.sizes())) {
        std::ostringstream text;
        text << "a gradient of shape " << gradient->sizes() << " for a tensor of shape " << owner.sizes();
        throw qht::Refusal(text.str());
      }
      if (gradient->scalar_type() != owner.scalar_type())
        throw qht::Refusal(std::string("a gradient of type ") + c10::toString(gradient->scalar_type()) + " for a tensor of type " +
                           c10::toString(owner.scalar_type()));
    }
    owner.mutable_grad() = gradient == nullptr ? at::Tensor() : *gradient;
  });
}

QHT_API int32_t qht_backward(const qht::Handle* roots, const qht::Handle* gradients, int32_t count, int32_t keep,
                             int32_t create, const qht::Handle* inputs, int32_t input_count) {
  using namespace qht;
  return guarded([&] {
    torch::autograd::backward(deref_list(roots, count, "roots", false), root_gradients(gradients, count), keep != 0 || create != 0,
                              create != 0, deref_list(inputs, input_count, "inputs", false));
  });
}

// Fills out[0..input_count); null where an input was not used and `allow_unused` is set.
QHT_API int32_t qht_autograd_grad(const qht::Handle* roots, const qht::Handle* gradients, int32_t count, const qht::Handle* inputs,
                                  int32_t input_count, int32_t keep, int32_t create, int32_t allow_unused, qht::Handle* out) {
  using namespace qht;
  return guarded([&] {
    auto found = torch::autograd::grad(deref_list(roots, count, "roots", false), deref_list(inputs, input_count, "inputs", false),
                                       root_gradients(gradients, count), keep != 0 || create != 0, create != 0, allow_unused != 0);
    HandleList handles;
    for (auto& gradient : found) handles.add(std::move(gradient));
    handles.hand_over(required(out, "out"));
  });
}
