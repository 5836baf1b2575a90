"""Someone who answers what is asked for."""

import nnviz
from nnviz.session.predictor import Predictor
from nnviz.session.session import Session
from nnviz.session.tutor import Tutor


class Pupil:
    """Someone who answers: knows the session's numbers from its trace alone."""

    def __init__(self, example):
        self.session = Session(nnviz.load(example))
        self.predictor = Predictor(self.session, Tutor(self.session))
        self.predictor.start()

    @property
    def position(self):
        return self.session.moment.position

    def exact(self):
        kind, key = self.predictor.asked
        if kind == "new":
            return float(self.session._subject.next_values()[key])
        index, entry = self.session.locate(key)
        array = (self.session.trace.values if kind == "value" else self.session.trace.gradients)[index]
        return float(array[entry or ()])

    def is_known(self):
        kind, key = self.predictor.asked
        index, _ = self.session.locate(key)
        moment = self.session.moment
        if kind == "new":
            return bool(self.session.updates)
        return moment.knows_value(index) if kind == "value" else moment.knows_gradient(index)

    def answer(self):
        self.predictor.answer(repr(self.exact()))

    def finish(self):
        asked = []
        while not self.predictor.is_done:
            asked.append(self.predictor.asked)
            assert not self.is_known()
            self.answer()
        return asked
