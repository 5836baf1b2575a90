"""What is not saved is kept, and offered at the next start."""

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox

import nnviz
from nnviz.data import access
from nnviz.gui.window.autosave import Autosave
from nnviz.session.recovery import Refuge, ago, forget, lost_sessions
from nnviz.session.session import Session


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
    for lost in lost_sessions(tmp_path / "kept"):  # of the processes that a test has killed
        forget(lost.file)
    assert list((tmp_path / "kept").glob("*")) == []


def killed(autosave):
    """As if the process that kept its session had been killed: the system lets go of its lock. Its number comes again."""
    autosave._refuge.leave()


def offered(window, button):
    box = window.findChildren(QMessageBox)[-1]
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
    kept = autosave._refuge.file.stat().st_mtime
    assert lost_sessions(folder) == []  # it is this process's own
    killed(autosave)
    session.open("multiply_sum")
    autosave.offer()
    asked = offered(window, QMessageBox.StandardButton.Open)
    assert asked == "“Two inputs, two hidden neurons, two outputs” was not saved when nnviz ended."
    assert (session.step, session.trainer.digest, list(session.branches.values())) == (40, digest, ["main", "rate 0.9"])
    assert session.modified
    assert lost_sessions(folder) == []  # it has come into the keeping of this process
    killed(autosave)
    (again,) = lost_sessions(folder)
    assert (Session.at(again.file).trainer.digest, again.when) == (digest, kept)


def test_that_a_circuit_is_kept_too_and_can_be_discarded(window, tmp_path, autosave):
    session, folder = window.session, tmp_path / "kept"
    session.open("multiply_sum")
    session.set_value("x", 7.0)
    taken(autosave)
    killed(autosave)
    (lost,) = lost_sessions(folder)
    assert Session.at(lost.file).document.circuit.inputs[0] == ("x", 7.0)
    autosave.offer()
    offered(window, QMessageBox.StandardButton.Discard)
    assert lost_sessions(folder) == []


def test_that_one_edit_after_another_of_the_same_number_is_kept(window, tmp_path, autosave):
    for value in (0.25, 0.75):
        window.session.set_value("w5", value)
        taken(autosave)
    killed(autosave)
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
    killed(autosave)
    again = Session.at(lost_sessions(folder)[0].file)
    assert again.problem == ""
    assert again.step > 300
    straight = nnviz.Trainer(nnviz.load("circle"))
    straight.train(steps=again.step)
    assert straight.digest == again.trainer.digest


def test_that_a_kept_file_that_is_broken_or_of_a_living_process_is_not_offered(tmp_path):
    living = Refuge(tmp_path)
    living.file.write_bytes(b"")
    (tmp_path / "1-0.nnviz").write_bytes(b"PK\3\4 and no more")
    assert lost_sessions(tmp_path) == []
    assert {file.stem for file in tmp_path.iterdir()} == {living.file.stem}
    living.clear()
    living.leave()
    assert list(tmp_path.iterdir()) == []
    words = ["less than a minute ago", "1 minute ago", "2 hours ago", "2 days ago"]
    assert [ago(seconds) for seconds in (5, 60, 7300, 200_000)] == words


def test_that_a_kept_file_for_which_there_is_no_memory_now_stays_for_another_time(window, tmp_path, autosave, monkeypatch):
    window.session.go_to_step(30)
    taken(autosave)
    killed(autosave)
    with monkeypatch.context() as patch:
        patch.setattr(access, "available_memory", lambda: 1)
        assert lost_sessions(tmp_path / "kept") == []
    assert len(lost_sessions(tmp_path / "kept")) == 1


def test_that_nothing_is_offered_of_what_is_in_its_own_file(qtbot, window, tmp_path, autosave):
    session, folder = window.session, tmp_path / "kept"
    session.go_to_step(30)
    session.fork("learning_rate", 0.9)
    session.go_to_step(40)
    taken(autosave)
    assert len(list(folder.glob("*.nnviz"))) == 1
    session.save(tmp_path / "mine.nnviz")
    qtbot.waitUntil(lambda: not list(folder.glob("*.nnviz")))  # at once, and not at the next look
    session.go_to_step(35)
    session.switch(next(iter(session.branches)))
    taken(autosave)
    assert not list(folder.glob("*.nnviz"))
    session.set_setting("learning_rate", 0.3)
    taken(autosave)
    session.undo()
    taken(autosave)
    assert not list(folder.glob("*.nnviz"))
    session.redo()
    taken(autosave)
    killed(autosave)
    assert [lost.path for lost in lost_sessions(folder)] == [tmp_path / "mine.nnviz"]
    session.open("multiply_sum")
    taken(autosave)
    autosave.end(closed=True)
    assert len(lost_sessions(folder)) == 1  # what another process lost is not this one's to forget
    autosave.offer()
    offered(window, QMessageBox.StandardButton.Discard)


def test_that_of_several_lost_sessions_one_after_another_is_offered(window, tmp_path, autosave):
    folder = tmp_path / "kept"
    for value in (0.25, 0.75):
        window.session.set_value("w5", value)
        taken(autosave)
        killed(autosave)
    assert len(lost_sessions(folder)) == 2
    window.session.open("multiply_sum")
    autosave.offer()
    offered(window, QMessageBox.StandardButton.Open)
    assert len(lost_sessions(folder)) == 1
    assert autosave._refuge.file not in [lost.file for lost in lost_sessions(folder)]
    autosave.offer()
    offered(window, QMessageBox.StandardButton.Discard)
    assert lost_sessions(folder) == []


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
