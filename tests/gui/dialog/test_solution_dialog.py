"""File > Export worked solution."""

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from nnviz.cli.main import main
from nnviz.explain.format import FORMATS
from nnviz.explain.notation import TextNotation
from nnviz.files.load import load
from nnviz.gui.dialog.file_desk import FileDesk
from nnviz.gui.dialog.handout import Handout
from nnviz.gui.dialog.solution_dialog import SolutionDialog
from nnviz.gui.explanation.explained import Teller
from nnviz.session.session import Session


@pytest.fixture
def open_dialog(qtbot, style, memory, monkeypatch, tmp_path):
    def open_dialog(name, selection="", file="page.html"):
        session, window = Session(load(name)), QWidget()
        qtbot.addWidget(window)
        session.select(selection)
        desk = FileDesk(session, style, memory, window)
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: (str(tmp_path / file), a[-1].split(";;")[0]))
        dialog = SolutionDialog(style, session, desk)
        dialog.open()
        return dialog, tmp_path / file

    return open_dialog


def command(capsys, *words):
    assert main(("explain", *words)) == 0
    return capsys.readouterr().out


def save(qtbot, dialog):
    dialog.save_button.click()
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=20_000)


@pytest.mark.parametrize("key", FORMATS)
def test_that_the_whole_is_written_as_the_command_writes_it(qtbot, open_dialog, capsys, key):
    dialog, path = open_dialog("multiply_sum", file=f"page{FORMATS[key].ending}")
    assert dialog.whole.isChecked()
    assert not dialog.selected.isEnabled()
    save(qtbot, dialog)
    assert path.read_text("utf-8") == command(capsys, "multiply_sum", "--format", key)


def test_that_the_selected_number_is_written_alone(qtbot, open_dialog, capsys):
    dialog, path = open_dialog("two_two_two", "w5", "w5.txt")
    assert dialog.selected.text() == "w₅ alone"
    dialog.selected.click()
    assert "every factor" in dialog.words.text()
    save(qtbot, dialog)
    assert path.read_text("utf-8") == command(capsys, "two_two_two", "--of", "w5")


def test_that_of_a_large_network_the_selected_number_is_offered_first(open_dialog):
    dialog, _ = open_dialog("spiral", "hidden1.weights[0,1]")
    assert dialog.selected.isChecked()
    dialog.whole.click()
    assert "make a long document" in dialog.words.text()


def test_that_what_nobody_can_read_is_not_offered(open_dialog):
    dialog, _ = open_dialog("vectorised")
    assert not dialog.whole.isEnabled()
    assert not dialog.save_button.isEnabled()
    assert "too many to work through" in dialog.words.text()


def test_that_without_an_ending_it_is_a_web_page_and_an_unknown_one_is_refused(qtbot, open_dialog, monkeypatch):
    dialog, path = open_dialog("multiply_sum", file="page")
    save(qtbot, dialog)
    assert path.with_suffix(".html").read_text("utf-8").startswith("<!DOCTYPE html>")
    dialog, path = open_dialog("multiply_sum", file="page.doc")
    said = []
    monkeypatch.setattr(FileDesk, "complain", lambda self, headline, error: said.append((headline, error)))
    dialog.save_button.click()
    assert not dialog.running
    assert said == [("page.doc can't be written", "A worked solution ends in .txt, .md, .tex, .html")]


def test_that_a_file_that_cannot_be_written_is_told_in_one_line(qtbot, open_dialog, monkeypatch):
    dialog, path = open_dialog("multiply_sum", file="no/page.txt")
    said = []
    monkeypatch.setattr(FileDesk, "complain", lambda self, headline, error: said.append((headline, error)))
    save(qtbot, dialog)
    assert said == [("page.txt can't be written", f"{path}: No such file or directory")]


def test_that_cancelling_stops_the_work_and_writes_nothing(qtbot, open_dialog):
    dialog, path = open_dialog("iris", file="page.html")
    dialog.whole.click()
    dialog.save_button.click()
    job = dialog._job
    qtbot.waitUntil(lambda: dialog.progress.value() > 0)
    assert dialog.progress.isVisible()
    dialog.cancel_button.click()
    assert job.wait(20)
    assert not path.exists()


def test_that_what_was_cancelled_is_cut_short_and_progress_ends_at_one():
    session = Session(load("two_two_two"))
    handout = Handout(session, None, FORMATS["text"])
    whole = handout.write()
    assert 0.8 < handout.progress <= 1.0
    handout = Handout(session, None, FORMATS["text"])
    handout.cancel()
    assert handout.write() == ""
    assert len(whole) > 5_000


def test_that_it_is_of_the_graph_at_its_level_and_of_the_numbers_as_they_are():
    session = Session(load("sigmoid_gate"))
    session.set_value("w0", 0.5)
    session.set_level(session.levels[-1])
    session.select("w0")
    assert "w0 is given: 0.5" in Handout(session, Teller(session).explained(), FORMATS["text"]).write()


@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "adam"])
def test_that_amid_training_it_tells_the_update_that_the_run_makes_next(optimizer):
    session = Session(load("two_two_two"))
    session.set_setting("optimizer", optimizer)
    session.set_setting("schedule", "step")
    session.go_to_step(7)
    while session.running:
        session.poll()
    session.select("w5")
    now = float(session.trainer.parameters["output.weights"][0, 0])
    next_one = float(session.trainer.next_parameters()["output.weights"][0, 0])
    text = TextNotation()
    one = Handout(session, Teller(session).explained(), FORMATS["text"]).write()
    assert f"w5 was {text.number(now)}; it becomes" in one
    assert f" = {text.number(next_one)}" in one.partition("it becomes")[2]
    whole = Handout(session, None, FORMATS["text"]).write()
    assert "The numbers are those after 7 training steps." in whole
    assert f" = {text.number(next_one)}" in whole.partition("The update")[2]
    session.forward("step")
    assert float(session.trainer.parameters["output.weights"][0, 0]) == next_one
    assert text.number(session.trainer.loss()) in whole.partition("After training")[2]
