"""What can happen while training: a closed set."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stepped:
    """Updates were done, ``step`` in all; ``loss`` is the last batch's before its update."""

    step: int
    loss: float


@dataclass(frozen=True, slots=True)
class Diverged:
    """Step number ``step`` gave a number that is not finite, first at ``node``; the state is the one before that step.

    ``key`` is the node's name, ``node`` says what of it.
    """

    step: int
    key: str
    node: str

    @property
    def message(self) -> str:
        """One sentence for the user."""
        return (
            f"Training stopped at step {self.step:,}: {self.node} is no longer a finite number. "
            "The state before it is shown; a smaller learning rate may help."
        )


@dataclass(frozen=True, slots=True)
class Stopped:
    """The patience is at an end: the loss over the examples of ``split`` was lowest at step ``best``."""

    step: int
    best: int
    split: str

    @property
    def message(self) -> str:
        """One sentence for the user."""
        return f"Stopped early at step {self.step:,}: the {self.split} loss was lowest at step {self.best:,}."


@dataclass(frozen=True, slots=True)
class Finished:
    """As many steps as were asked for have been done."""

    step: int


Event = Stepped | Diverged | Stopped | Finished
