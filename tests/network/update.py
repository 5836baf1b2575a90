"""An optimiser's formulas as a function, by themselves: what its row says, without a program made from it."""

import numpy as np

from nnviz.engine.program import execute


def update_of(optimizer):
    """``update(parameters, gradients, state, step, learning_rate, **settings)``: changes parameters and state in place."""
    lines = [f"{slot} = state[{slot!r}]" for slot in optimizer.slots]
    lines += [statement.replace(" = ", "[...] = ", 1) for statement in optimizer.statements]
    arguments = ", ".join(["p", "g", "state", "step", "rate", *optimizer.settings])
    update = execute("\n    ".join([f"def update({arguments}):", "from numpy import sqrt", *lines]), "update")

    def quiet(*given, **settings):
        with np.errstate(all="ignore"):
            update(*given, **settings)

    return quiet
