"""Training in a thread beside the window's."""

import nnviz
from nnviz.training import beside as module
from nnviz.training.beside import beside
from nnviz.training.event import Finished
from nnviz.training.trainer import LONGEST_STRIDE, Trainer
from nnviz.training.way import Way


def test_that_it_comes_to_the_same_bits_and_gives_way_on_the_way(monkeypatch):
    given = []
    monkeypatch.setattr(module, "WAY", Way())
    monkeypatch.setattr(module.WAY, "breathe", given.append)
    plain, trainer = Trainer(nnviz.load("spiral")), Trainer(nnviz.load("spiral"))
    plain.train(steps=300)
    *events, last = beside(trainer, trainer.events(300))
    assert isinstance(last, Finished)
    assert len(given) == len(events) + 1 > 1
    assert trainer.digest == plain.digest
    assert trainer.stride == LONGEST_STRIDE


def test_that_it_ends_where_it_is_halted():
    trainer = Trainer(nnviz.load("spiral"))
    steps = [trainer.step for _ in beside(trainer, trainer.events(10**9), lambda: trainer.step >= 5)]
    assert steps[-1] >= 5
    assert sum(step >= 5 for step in steps) == 1
    assert trainer.stride == LONGEST_STRIDE
