"""What PyTorch calls each op: ``reference(torch, *inputs, **attributes)`` on tensors."""

from functools import reduce


def _examples(x):
    return x.shape[0] if x.ndim == 2 else 1


def _reduced(torch, inputs, pairwise, whole):
    return whole(inputs[0]) if len(inputs) == 1 else reduce(pairwise, inputs)


def _affine(torch, x, weights, bias=None):
    return torch.nn.functional.linear(x, weights, bias)


def _weighted_sum(torch, *inputs):
    total = sum(x * w for x, w in zip(inputs[:-1:2], inputs[1::2], strict=True))
    return total + inputs[-1] if len(inputs) % 2 else total


def _elementwise_loss(name, factor=1.0):
    def loss(torch, o, t):
        return factor * getattr(torch.nn.functional, name)(o, t, reduction="sum") / _examples(o)

    return loss


def _cross_entropy(torch, o, t):
    return torch.nn.functional.cross_entropy(
        o.reshape(-1, o.shape[-1]) if o.ndim else o.reshape(1, 1),
        t.reshape(-1, t.shape[-1]) if t.ndim else t.reshape(1, 1),
    )


def _hinge(torch, o, t):
    # PyTorch's own takes the class's number; written out, it has a gradient for the targets as well.
    margins = (1 - t) * torch.relu(o - (o * t).sum(-1, keepdim=o.ndim > 0) + 1)
    return margins.sum() / _examples(o)


REFERENCES = {
    "add": lambda torch, *x: sum(x[1:], x[0]),
    "sub": lambda torch, a, b: a - b,
    "mul": lambda torch, a, b: a * b,
    "div": lambda torch, a, b: a / b,
    "power": lambda torch, x, p: torch.pow(x, p),
    "neg": lambda torch, x: -x,
    "exp": lambda torch, x: torch.exp(x),
    "log": lambda torch, x: torch.log(x),
    "sqrt": lambda torch, x: torch.sqrt(x),
    "abs": lambda torch, x: torch.abs(x),
    "reciprocal": lambda torch, x: torch.reciprocal(x),
    "sigmoid": lambda torch, x: torch.sigmoid(x),
    "tanh": lambda torch, x: torch.tanh(x),
    "relu": lambda torch, x: torch.relu(x),
    "leaky_relu": lambda torch, x, slope=0.01: torch.nn.functional.leaky_relu(x, slope),
    "softplus": lambda torch, x: torch.nn.functional.softplus(x),
    "max": lambda torch, *x: _reduced(torch, x, torch.maximum, torch.amax),
    "min": lambda torch, *x: _reduced(torch, x, torch.minimum, torch.amin),
    "sum": lambda torch, x: torch.sum(x),
    "mean": lambda torch, x: torch.mean(x),
    "softmax": lambda torch, x: torch.softmax(x, -1),
    "log_softmax": lambda torch, x: torch.log_softmax(x, -1),
    "matmul": lambda torch, a, b: torch.matmul(a, b),
    "dot": lambda torch, a, b: torch.dot(a.reshape(-1), b.reshape(-1)),
    "affine": _affine,
    "weighted_sum": _weighted_sum,
    "stack": lambda torch, *x: torch.stack(x).reshape(1, -1),
    "squared_error": _elementwise_loss("mse_loss", 0.5),
    "l1": _elementwise_loss("l1_loss"),
    "l2": _elementwise_loss("mse_loss"),
    "hinge": _hinge,
    "cross_entropy": _cross_entropy,
    "binary_cross_entropy": _elementwise_loss("binary_cross_entropy_with_logits"),
    "l1_penalty": lambda torch, *w, rate=1.0: rate * sum(x.abs().sum() for x in w),
    "l2_penalty": lambda torch, *w, rate=1.0: rate / 2 * sum((x * x).sum() for x in w),
}

# ours -> (PyTorch's class, what ours are called there)
OPTIMIZER_CLASSES = {
    "sgd": ("SGD", {}),
    "momentum": ("SGD", {"momentum": "momentum"}),
    "nesterov": ("SGD", {"momentum": "momentum"}),
    "adagrad": ("Adagrad", {"eps": "eps"}),
    "rmsprop": ("RMSprop", {"alpha": "alpha", "eps": "eps"}),
    "adam": ("Adam", {"eps": "eps"}),
    "adamw": ("AdamW", {"eps": "eps", "decay": "weight_decay"}),
}


def reference_optimizer(torch, name, parameters, rate, settings, defaults):
    """PyTorch's optimiser of that name, told only the constants that are not our defaults: those are compared too."""
    kind, names = OPTIMIZER_CLASSES[name]
    given = {key: value for key, value in settings.items() if value != defaults[key] or kind == "SGD"}
    keywords = {names[key]: value for key, value in given.items() if key in names}
    if given.keys() & {"beta1", "beta2"}:
        keywords["betas"] = (settings["beta1"], settings["beta2"])
    if name == "nesterov":
        keywords["nesterov"] = True
    return getattr(torch.optim, kind)(parameters, lr=rate, **keywords)
