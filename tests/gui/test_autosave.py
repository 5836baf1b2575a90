"""What is not saved is kept, and offered at the next start."""

import os

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox

import nnviz
from nnviz.data import access
from nnviz.gui.window.autosave import Autosave
from nnviz.session.recovery import ago, lost_sessions, recovery_file
from nnviz.session.session import Session

DEAD = 2**22 + 1  # beyond what Linux gives to processes


def taken(autosave):
    """Has the session kept, and waits for it."""
    autosave.take()
    if autosave._job is not None:
        assert autosave._job.wait(10.0)


@pytest.fixture
def autosave(window, tmp_path):
    autosave = Autosave(window, tmp_path / "kept")
    yield autosave
    autosave.end(closed=True)
    assert not recovery_file(tmp_path / "kept").exists()


def killed(folder):
    """As if the process that kept its session in this folder had been killed."""
    recovery_file(folder).rename(folder / f"{DEAD}.nnviz")


def offered(window, button):
    box = window.findChild(QMessageBox)
    text = box.text()
    box.button(button).click()
    box.deleteLater()
    return text


def test_that_what_was_not_saved_is_offered_and_opened(window, tmp_path, autosave):
    session, folder = window.session, tmp_path / "kept"
    taken(autosave)
    assert not folder.exists()  # nothing has been done
    session.go_to_step(30)
    session.fork("learning_rate", 0.9)
    session.go_to_step(40)
    digest = session.trainer.digest
    taken(autosave)
    assert lost_sessions(folder) == []  # it is this process's own
    autosave.end(closed=False)
    killed(folder)
    session.open("multiply_sum")
    autosave.offer()
    asked = offered(window, QMessageBox.StandardButton.Open)
    assert asked == "“Two inputs, two hidden neurons, two outputs” was not saved when nnviz ended."
    assert (session.step, session.trainer.digest, list(session.branches.values())) == (40, digest, ["main", "rate 0.9"])
    assert session.modified
    assert lost_sessions(folder) == []


def test_that_a_circuit_is_kept_too_and_can_be_discarded(window, tmp_path, autosave):
    session, folder = window.session, tmp_path / "kept"
    session.open("multiply_sum")
    session.set_value("x", 7.0)
    taken(autosave)
    killed(folder)
    (lost,) = lost_sessions(folder)
    assert Session.at(lost.file).document.circuit.inputs[0] == ("x", 7.0)
    autosave.offer()
    offered(window, QMessageBox.StandardButton.Discard)
    assert lost_sessions(folder) == []


def test_that_one_edit_after_another_of_the_same_number_is_kept(window, tmp_path, autosave):
    for value in (0.25, 0.75):
        window.session.set_value("w5", value)
        taken(autosave)
    killed(tmp_path / "kept")
    (lost,) = lost_sessions(tmp_path / "kept")
    assert float(Session.at(lost.file).parameters["output.weights"][0, 0]) == 0.75


def test_that_training_is_kept_while_it_goes_on(qtbot, window, tmp_path, autosave):
    session, folder = window.session, tmp_path / "kept"
    session.open("circle")
    session.granularity = "step"
    session.play()
    qtbot.waitUntil(lambda: session.step > 300)
    taken(autosave)
    session.pause()
    killed(folder)
    again = Session.at(lost_sessions(folder)[0].file)
    assert again.problem == ""
    assert again.step > 300
    straight = nnviz.Trainer(nnviz.load("circle"))
    straight.train(steps=again.step)
    assert straight.digest == again.trainer.digest


def test_that_a_kept_file_that_is_broken_or_of_a_living_process_is_not_offered(tmp_path):
    (tmp_path / f"{DEAD}.nnviz").write_bytes(b"PK\3\4 and no more")
    (tmp_path / f"{os.getppid()}.nnviz").write_bytes(b"")
    assert lost_sessions(tmp_path) == []
    assert [file.stem for file in tmp_path.iterdir()] == [str(os.getppid())]
    words = ["less than a minute ago", "1 minute ago", "2 hours ago", "2 days ago"]
    assert [ago(seconds) for seconds in (5, 60, 7300, 200_000)] == words


def test_that_a_kept_file_for_which_there_is_no_memory_now_stays_for_another_time(window, tmp_path, autosave, monkeypatch):
    window.session.go_to_step(30)
    taken(autosave)
    killed(tmp_path / "kept")
    with monkeypatch.context() as patch:
        patch.setattr(access, "available_memory", lambda: 1)
        assert lost_sessions(tmp_path / "kept") == []
    assert len(lost_sessions(tmp_path / "kept")) == 1


def test_that_a_session_is_saved_under_its_own_ending(window, tmp_path, monkeypatch):
    kinds = []

    def answer(*arguments):
        kinds.append(arguments[-1].split(";;"))
        return str(tmp_path / "mine"), kinds[-1][0]

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    window.session.go_to_step(12)
    assert window.desk.save_as()
    assert window.session.path == tmp_path / "mine.nnviz"
    assert window.desk.open(str(tmp_path / "mine.nnviz"))
    assert (window.session.step, window.session.modified) == (12, False)
    window.session.open("multiply_sum")
    assert window.desk.save_as()
    assert window.session.path == tmp_path / "mine.toml"
    assert [len(kind) for kind in kinds] == [2, 1]
