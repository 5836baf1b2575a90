"""An optimiser's step, told as equations."""

import math
import re
from dataclasses import replace

import pytest

from nnviz.explain.derivation import Explainer
from nnviz.explain.notation import LatexNotation, TextNotation
from nnviz.explain.number import FULL
from nnviz.explain.place import find
from nnviz.explain.tex import parse
from nnviz.explain.update import Update
from nnviz.explain.writer import Writer
from nnviz.files.load import load
from nnviz.network.optimizer import LETTERS, OPTIMIZERS
from nnviz.training.trainer import Trainer

SIGNS = {"−": "-", "×10": "e", "×": "*", "^": "**", "√": "sqrt", **dict(zip("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789", strict=True))}


def comes_to(text):
    """What a formula of numbers comes to, by Python's own arithmetic."""
    for sign, written in SIGNS.items():
        text = text.replace(sign, written)
    text = re.sub(r"sqrt([\d.e-]+)", r"sqrt(\1)", text)
    return eval(text, {"sqrt": math.sqrt})


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_that_the_numbers_of_every_rule_come_to_what_the_run_makes_of_them(name):
    document = load("two_two_two")
    trainer = Trainer(replace(document, training=replace(document.training, optimizer=name)))
    trainer.train(steps=3)
    writer, update = Writer(Explainer(trainer.trace(0))), Update(trainer, 0)
    place = find(writer.explainer.trace, "w5").place
    equations = update.equations(writer, place, update.change(writer, place))
    trainer.train(steps=1)
    state = trainer.states(present=True)[-1]
    after = {LETTERS[slot]: trainer.model.arena.named(array)["output.weights"][0, 0] for slot, array in state.slots.items()}
    after["w5"] = trainer.parameters["output.weights"][0, 0]
    assert [equation.sides[0].name for equation in equations] == list(after)
    for equation in equations:
        left, _, numbers, result = equation.sides
        assert result.value == pytest.approx(float(after[left.name]), rel=1e-12)
        assert comes_to(TextNotation(FULL).write(numbers)) == pytest.approx(result.value, rel=1e-12)
        for side in LatexNotation().sides(equation):
            parse(side)


def test_that_a_momentum_is_told_with_what_it_keeps():
    document = load("two_two_two")
    trainer = Trainer(replace(document, training=replace(document.training, optimizer="momentum")))
    writer, update = Writer(Explainer(trainer.trace(0))), Update(trainer, 0)
    place = find(writer.explainer.trace, "w5").place
    velocity, weight = (
        " = ".join(TextNotation(4).sides(equation)) for equation in update.equations(writer, place, update.change(writer, place))
    )
    assert velocity == "v′ = 0.9 × v + ∂E/∂w5 = 0.9 × 0 + 0.08217 = 0.08217"
    assert weight == "w5′ = w5 − 0.5 × v′ = 0.4 − 0.5 × 0.08217 = 0.3589"
