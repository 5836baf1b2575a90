"""A session that is saved and opened again is the same, to the last bit; a damaged file is refused in one line."""

import contextlib
import json
import math
import os
import random
import signal
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nnviz
from nnviz.document.reshape import ReshapeError, resized, with_layer
from nnviz.files.archive import read_archive, write_archive
from nnviz.files.problem import DocumentError
from nnviz.session import walker
from nnviz.session.session import Session


@pytest.fixture(autouse=True, scope="module")
def _patient():
    """Nothing goes on in the thread, however slow the machine is."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(walker, "PATIENCE", math.inf)
        yield


MOVES = {
    "train": lambda s, n: s.go_to_step(s.step + 37 * n, math.inf),
    "jump": lambda s, n: s.go_to_step(11 * n, math.inf),
    "rate": lambda s, n: s.set_setting("learning_rate", 0.01 * (n + 1)),
    "optimizer": lambda s, n: s.set_setting("optimizer", ("sgd", "adam", "momentum")[n % 3]),
    "batch": lambda s, n: s.set_setting("batch_size", 1 + n % 5),
    "weight": lambda s, n: s.set_value("output.bias[0]", 0.1 * n),
    "input": lambda s, n: s.set_value("x1", 0.1 * n),
    "add": lambda s, n: s.add_example([0.1 * n, 0.5], [float(n % 2)]),
    "remove": lambda s, n: s.remove_example(0) if s.trainer.model.dataset.count > 4 else None,
    "fork": lambda s, n: s.fork("learning_rate", 0.03 * (n + 1)),
    "reseed": lambda s, n: s.fork("seed", n),
    "switch": lambda s, n: s.switch(list(s.branches)[n % len(s.branches)]),
    "delete": lambda s, n: s.delete(list(s.branches)[n % len(s.branches)]),
    "rename": lambda s, n: s.rename(s.branch, f"branch {n}"),
    "restart": lambda s, n: s.restart(),
    "seed": lambda s, n: s.set_setting("seed", n),
    "loss": lambda s, n: s.set_setting("loss", ("squared_error", "l1", "l2")[n % 3]),
    "schedule": lambda s, n: s.set_setting("schedule", ("constant", "cosine", "warmup")[n % 3]),
    "move": lambda s, n: s.move_example(n % s.example_count, {n % 2: 0.3 * n}),
    "resize": lambda s, n: s.reshape("Resize", lambda document: resized(document, 0, 2 + n % 3)),
    "layer": lambda s, n: s.reshape("Add a layer", lambda document: with_layer(document, 0)),
    "all": lambda s, n: s.train_all(),
    "redo": lambda s, n: s.redo(),
    "undo": lambda s, n: s.undo(),
    "mark": lambda s, n: s.mark(f"mark {n}"),
}


def numbers(trainer):
    return trainer.step, trainer.digest, trainer.document, trainer.history.batch.loss.tolist()


class Memory:
    """The numbers of every step that was come to, by the document it began with and what was done before it."""

    def __init__(self):
        self._seen = {}

    def compare(self, session):
        """A step that was there before, in whatever branch and by whatever way, must be the same to the last bit."""
        for branch in session.branches:
            trainer = branch.trainer
            done = tuple(trainer.interventions[: trainer._run.applied])
            origin, digest = self._seen.setdefault(
                (id(trainer.origin), done, trainer.step), (trainer.origin, trainer.digest)
            )  # what began with it is kept, so that its id is its own
            assert (origin, digest) == (trainer.origin, trainer.digest)


@pytest.fixture
def saved(tmp_path):
    """A session with a past, and its file."""
    session = Session(nnviz.load("circle"))
    for name, number in (("train", 9), ("optimizer", 1), ("train", 9), ("mark", 1), ("jump", 9), ("fork", 4), ("train", 5)):
        MOVES[name](session, number)
    session.save(tmp_path / "circle.nnviz")
    return session, tmp_path / "circle.nnviz"


DOCUMENTS = {
    "shuffled": lambda: with_data("and_gate", {}, batch_size=3, shuffle=True),
    "standardised": lambda: with_data("xor", {"standardize": True}, batch_size=2, shuffle=True),
    "drawn": lambda: with_data("circle", {"scale": True, "examples": 40, "test_fraction": 0.25}, batch_size=7),
}


def with_data(name, data, **training):
    document = nnviz.load(name)
    return replace(document, data=replace(document.data, **data), training=replace(document.training, **training))


@settings(max_examples=30)
@given(
    st.sampled_from(sorted(DOCUMENTS)),
    st.lists(st.tuples(st.sampled_from(sorted(MOVES)), st.integers(0, 9)), max_size=12),
    st.lists(st.integers(0, 400), max_size=3),
)
def test_that_every_step_is_the_same_whenever_it_is_come_to_also_when_reopened(tmp_path_factory, name, moves, steps):
    session, memory = Session(DOCUMENTS[name]()), Memory()
    for move, number in moves:
        with contextlib.suppress(ReshapeError):  # a last layer stays as it is
            MOVES[move](session, number)
        memory.compare(session)
    path = tmp_path_factory.mktemp("saved") / "mine.nnviz"
    session.save(path)
    again = Session.at(path)
    assert again.problem == ""
    assert list(again.branches.values()) == list(session.branches.values())
    assert (again.step, again.reached, again.marks) == (session.step, session.reached, session.marks)
    assert [again.parting(branch) for branch in again.branches] == [session.parting(branch) for branch in session.branches]
    for one, other in zip(session.branches, again.branches, strict=True):
        assert (one.line, one.marks, one.trainer.reached) == (other.line, other.marks, other.trainer.reached)
        assert numbers(one.trainer) == numbers(other.trainer)
        for step in steps:
            for branch in (one, other):
                branch.trainer.go_to(min(step, branch.trainer.reached))
            assert numbers(one.trainer) == numbers(other.trainer)
    memory.compare(session)
    session.save(path.with_suffix(".toml"))
    fresh = Session.at(path.with_suffix(".toml"))
    dataset, reopened = session.trainer.model.dataset, fresh.trainer.model.dataset
    assert [array.tolist() for array in (dataset.inputs, dataset.targets, dataset.train, dataset.test)] == [
        array.tolist() for array in (reopened.inputs, reopened.targets, reopened.train, reopened.test)
    ]
    assert fresh.trainer.loss() == session.trainer.loss()


def test_that_saving_is_something_done(saved):
    session, path = saved
    session.go_to_step(150)
    session.switch(next(iter(session.branches)))
    assert not session.modified  # looking round is nothing to save
    session.go_to_step(session.reached + 1)
    assert session.modified
    session.save(path)
    again = Session.at(path)
    assert (again.path, again.modified) == (path, False)
    assert again.as_document() == nnviz.load(path) == session.as_document()
    assert set(np.load(path).files) >= {"branches/0/evaluations", "branches/0/state512"}


def test_that_branches_keep_their_names_when_what_they_came_out_of_is_deleted_and_what_they_share(tmp_path):
    session = Session(nnviz.load("xor"))
    session.go_to_step(20)
    main = session.branch
    session.fork("l2", 0.1)
    first = session.branch
    session.fork("l1", 0.2)
    session.switch(main)
    session.go_to_step(12)
    session.fork("learning_rate", 0.5)
    session.delete(main)
    session.save(tmp_path / "a.nnviz")
    again = Session.at(tmp_path / "a.nnviz")
    assert list(again.branches.values()) == list(session.branches.values()) == ["l2 0.1", "l1 0.2", "rate 0.5"]
    assert [again.parting(branch) for branch in again.branches][:2] == [session.parting(first), 12] == [12, 12]
    assert [branch.start for branch in again.branches] == [20, 20, 12]
    again.switch(list(again.branches)[1])
    assert again.parting(next(iter(again.branches))) == 20


def test_that_other_bits_than_those_that_were_saved_are_told(saved):
    _, path = saved
    archive = read_archive(path)
    table = json.loads(archive.texts["session.json"])
    table["branches"][1]["digest"] = "0" * 32
    table["numpy"] = "1.0"
    write_archive(path, archive._replace(texts={**archive.texts, "session.json": json.dumps(table)}))
    problem = Session.at(path).problem
    assert problem.startswith("Saved with NumPy 1.0, here with ")
    assert "step 284 of rate 0.15" in problem


SPOILT = {
    "format": lambda t: t.update(format=7),
    "branch": lambda t: t["branches"][0].pop("line"),
    "parent": lambda t: t["branches"][0].update(parent=1),
    "step": lambda t: t["branches"][0].update(step=-1),
    "intervention": lambda t: t["branches"][0]["interventions"].append([9999, "delete", "x", 1.0, []]),
    "setting": lambda t: t["branches"][0]["interventions"].append([9999, "setting", "learning_rate", "fast", []]),
    "parameter": lambda t: t["branches"][0]["interventions"].append([9999, "parameter", "hidden.weights", 1.0, [99, 0]]),
    "order": lambda t: t["branches"][0]["interventions"].append([0, "setting", "learning_rate", 0.5, []]),
    "digest": lambda t: t["branches"][0]["states"][0].__setitem__(5, "0"),
    "current": lambda t: t.update(current=5),
    "list": lambda t: t.update(branches=7),
    "none": lambda t: t.update(branches=[]),
}


@pytest.mark.parametrize("how", SPOILT)
def test_that_a_session_that_does_not_fit_is_refused_in_one_line(saved, how):
    session, path = saved
    archive = read_archive(path)
    table = json.loads(archive.texts["session.json"])
    SPOILT[how](table)
    write_archive(path, archive._replace(texts={**archive.texts, "session.json": json.dumps(table)}))
    before = session.document
    with pytest.raises(DocumentError) as refusal:
        session.open(path)
    assert len(str(refusal.value).splitlines()) == 1
    assert str(refusal.value).startswith(f"{path}: is no session file of nnviz, or a damaged one: ")
    assert session.document is before


def test_that_a_damaged_file_is_refused_in_one_line(saved, tmp_path):
    _, path = saved
    whole, rng = path.read_bytes(), random.Random(0)
    broken = tmp_path / "broken.nnviz"
    for case in range(40):
        data = bytearray(whole[: rng.randrange(4, len(whole))]) if case % 2 else bytearray(whole)
        if not case % 2:
            data[rng.randrange(len(whole) // 4, len(whole) // 2)] ^= 1 << rng.randrange(8)  # in the midst of the numbers
        broken.write_bytes(data)
        with pytest.raises(DocumentError) as refusal:
            Session.at(broken)
        assert len(str(refusal.value).splitlines()) == 1


def test_that_a_large_session_is_thinned_and_still_exact(tmp_path, monkeypatch):
    session = Session(nnviz.load("circle"))
    session.go_to_step(4000, math.inf)
    monkeypatch.setattr("nnviz.session.kept_file.MOST_BYTES", 600)
    session.save(tmp_path / "thin.nnviz")
    names = [name for name in np.load(tmp_path / "thin.nnviz").files if "state" in name]
    assert 0 < len(names) < 5
    again = Session.at(tmp_path / "thin.nnviz")
    for step in (3999, 100, 2500):
        again.trainer.go_to(step)
        session.trainer.go_to(step)
        assert again.trainer.digest == session.trainer.digest


SAVING = """
import sys
from pathlib import Path
import nnviz
from nnviz.session.session import Session
session = Session(nnviz.load("circle"))
while True:
    session.go_to_step(session.step + 25, 9.0)
    session.save(Path(sys.argv[1]))
    print(session.step, flush=True)
"""


def test_that_a_kill_at_any_moment_leaves_the_last_whole_file(tmp_path):
    """The number of kills can be set by NNVIZ_KILLS."""
    rng, path = random.Random(1), tmp_path / "killed.nnviz"
    for _ in range(int(os.environ.get("NNVIZ_KILLS", "2"))):
        environment = {**os.environ, "PYTHONPATH": str(Path(nnviz.__file__).parent.parent)}
        saver = subprocess.Popen([sys.executable, "-c", SAVING, str(path)], stdout=subprocess.PIPE, env=environment, text=True)
        last = int(saver.stdout.readline())
        with contextlib.suppress(subprocess.TimeoutExpired):
            saver.wait(rng.uniform(0.0, 0.3))
        saver.send_signal(signal.SIGKILL)
        last = max([last, *(int(line) for line in saver.communicate()[0].split())])
        again = Session.at(path)
        assert again.problem == ""
        assert again.step in (last, last + 25)
        assert zipfile.ZipFile(path).testzip() is None
