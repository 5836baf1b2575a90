"""The table of training settings: what each is called on screen and how it is entered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from nnviz.network.loss import LOSSES
from nnviz.network.optimizer import OPTIMIZERS
from nnviz.network.schedule import SCHEDULES, Schedule

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
        "schedule", "Schedule", "choice", "How the learning rate changes from epoch to epoch",
        {name: row.label for name, row in SCHEDULES.items()},
    ),
    Setting(
        "loss", "Loss", "choice", "What training makes small", {name: row.label for name, row in LOSSES.items()},
    ),
    Setting("batch_size", "Batch size", "whole", "Examples for each training step"),
    Setting("l1", "L1 penalty", "number", "Adds this times the sum of the weights' sizes to the loss"),
    Setting("l2", "L2 penalty", "number", "Adds half of this times the sum of the squared weights to the loss"),
    Setting("patience", "Patience", "whole", "Epochs without a lower test loss after which training stops; 0: it goes on"),
    Setting(
        "update", "Update", "choice",
        "When new weights count: after the whole backward pass, or layer by layer during it (the lecture's slip)",
        {"simultaneous": "after the pass", "layerwise": "layer by layer"},
    ),
    Setting("shuffle", "Shuffle", "switch", "Takes the examples of each epoch in another order"),
    Setting("seed", "Seed", "whole", "Where chance starts: the same seed gives the same run"),
)
"""In the order of the form. The optimizer's own constants come right after the learning rate, the schedule's after it."""

CONSTANT_TITLES = {
    "momentum": "Momentum", "alpha": "α, decay", "beta1": "β₁, mean", "beta2": "β₂, squares", "eps": "ε",
    "decay": "Weight decay", "gamma": "Factor", "every": "Every", "period": "Period", "lowest": "Lowest", "warmup": "Warm-up",
}


def settings_for(optimizer: str, schedule: str) -> tuple[Setting, ...]:
    """All settings in the order of the form, with the optimizer's and the schedule's own among them."""
    result: list[Setting] = []
    for setting in SETTINGS:
        result.append(setting)
        if setting.key == "learning_rate":
            row = OPTIMIZERS[optimizer]
            result += [_constant(key, f"{row.label}: {key}") for key in row.settings]
        elif setting.key == "schedule":
            chosen = SCHEDULES[schedule]
            result += [_constant(key, _schedule_tip(chosen, key)) for key in chosen.settings]
    return tuple(result)


def _constant(key: str, tip: str) -> Setting:
    return Setting(key, CONSTANT_TITLES[key], "number", tip)


def _schedule_tip(schedule: Schedule, key: str) -> str:
    unit = ", in epochs" if key in schedule.whole else ""
    return f"{schedule.label}: {key}{unit}. The rate of an epoch is {schedule.expression}"
