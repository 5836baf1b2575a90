"""The real window, opened and closed as a user does it, without a word on standard error."""

import signal
import subprocess
import sys

import pytest

pytestmark = pytest.mark.window


@pytest.mark.parametrize("example", ["two_two_two", "sigmoid_neuron", "spiral"])
def test_that_an_example_opens_and_ctrl_q_closes_it(desktop, example):
    process = desktop.start(example)
    window = desktop.find(process)
    desktop.press(window, "Right", "Right", "shift+Right", "ctrl+Right", "Home")
    desktop.press(window, "ctrl+q")
    code, _, error = desktop.finish(process)
    assert (code, error) == (0, "")


def test_that_playing_is_ended_by_closing(desktop):
    process = desktop.start("two_two_two")
    window = desktop.find(process)
    desktop.press(window, "space", "ctrl+q")
    code, _, error = desktop.finish(process)
    assert (code, error) == (0, "")


def test_that_the_last_document_opens_again(desktop):
    first = desktop.start("xor")
    window = desktop.find(first)
    title = desktop.title(window)
    desktop.press(window, "ctrl+q")
    assert desktop.finish(first)[0] == 0
    second = desktop.start()
    window = desktop.find(second)
    assert desktop.title(window) == title
    desktop.press(window, "ctrl+q")
    assert desktop.finish(second)[0] == 0


@pytest.mark.parametrize("display", [None, ":4242"])
def test_that_without_a_display_one_line_says_so(desktop, display):
    environment = {
        name: value for name, value in desktop.environment.items() if name not in {"DISPLAY", "QT_QPA_PLATFORM"}
    }
    if display:
        environment["DISPLAY"] = display
    command = [sys.executable, "-m", "nnviz", "two_two_two"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert "display" in done.stderr


def test_that_a_file_given_by_a_relative_path_opens_again_from_elsewhere(desktop):
    work = desktop.folder / "work"
    work.mkdir()
    (work / "mine.toml").write_text('title = "Mine"\n[inputs]\nx = 2.0\n[circuit]\ny = "x * x"\n', encoding="utf-8")
    home, desktop.folder = desktop.folder, work
    first = desktop.start("mine.toml")
    window = desktop.find(first)
    desktop.press(window, "ctrl+q")
    assert desktop.finish(first)[0] == 0
    desktop.folder = home
    second = desktop.start()
    window = desktop.find(second)
    assert "Mine" in desktop.title(window)
    desktop.press(window, "ctrl+q")
    assert desktop.finish(second)[0] == 0


def test_that_ctrl_c_on_the_terminal_ends_an_idle_window(desktop):
    process = desktop.start("two_two_two")
    desktop.find(process)
    process.send_signal(signal.SIGINT)
    assert desktop.finish(process) == (1, "", "nnviz: stopped\n")
