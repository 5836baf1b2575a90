"""The table of training settings: what each is called on screen and how it is entered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from nnviz.network.loss import LOSSES
from nnviz.network.optimizer import OPTIMIZERS

Kind = Literal["choice", "number", "whole", "switch"]


@dataclass(frozen=True, slots=True)
class Setting:
    """One training setting by its key in a document's [training] (or [loss])."""

    key: str
    title: str
    kind: Kind
    tip: str
    choices: Mapping[str, str] = field(default_factory=dict)


SETTINGS = (
    Setting(
        "optimizer", "Optimizer", "choice", "How gradients change the parameters",
        {name: row.label for name, row in OPTIMIZERS.items()},
    ),
    Setting("learning_rate", "Learning rate", "number", "How far a step goes along the gradient"),
    Setting(
        "loss", "Loss", "choice", "What training makes small", {name: row.label for name, row in LOSSES.items()},
    ),
    Setting("batch_size", "Batch size", "whole", "Examples for each training step"),
    Setting("l1", "L1 penalty", "number", "Adds this times the sum of the weights' sizes to the loss"),
    Setting("l2", "L2 penalty", "number", "Adds half of this times the sum of the squared weights to the loss"),
    Setting(
        "update", "Update", "choice",
        "When new weights count: after the whole backward pass, or layer by layer during it (the lecture's slip)",
        {"simultaneous": "after the pass", "layerwise": "layer by layer"},
    ),
    Setting("shuffle", "Shuffle", "switch", "Takes the examples of each epoch in another order"),
    Setting("seed", "Seed", "whole", "Where chance starts: the same seed gives the same run"),
)
"""In the order of the form. The optimizer's own constants come right after the learning rate."""

CONSTANT_TITLES = {
    "momentum": "Momentum", "alpha": "α, decay", "beta1": "β₁, mean", "beta2": "β₂, squares", "eps": "ε",
    "weight_decay": "Weight decay", "decay": "Weight decay",
}


def optimizer_settings(optimizer: str) -> tuple[Setting, ...]:
    """The optimizer's own constants, as settings."""
    row = OPTIMIZERS[optimizer]
    return tuple(
        Setting(key, CONSTANT_TITLES.get(key, key.replace("_", " ").capitalize()), "number", f"{row.label}: {key}")
        for key in row.settings
    )


def settings_for(optimizer: str) -> tuple[Setting, ...]:
    """All settings in the order of the form, with the optimizer's own among them."""
    after = next(k for k, setting in enumerate(SETTINGS) if setting.key == "learning_rate") + 1
    return (*SETTINGS[:after], *optimizer_settings(optimizer), *SETTINGS[after:])
