"""The main job, from the keyboard, in the real window: open, step, play, train, edit, save, quit."""

import pytest

import nnviz
from nnviz.files.example import example_names

pytestmark = pytest.mark.window


@pytest.fixture
def type_text(desktop):
    return lambda text: desktop.tool("type", "--delay", "20", text)


def save_as(desktop, window, type_text, path):
    desktop.press(window, "ctrl+shift+s")
    dialog = desktop.tool("search", "--sync", "--onlyvisible", "--name", "Save the document").split()[0]
    desktop.tool("windowfocus", "--sync", dialog, "key", "--delay", "30", "ctrl+a")
    type_text(str(path))
    desktop.tool("key", "Return")


def wait_for(desktop, process, done, what):
    """Until something is so; the application must go on running meanwhile."""
    for _ in range(400):
        if done():
            return
        assert process.poll() is None, f"ended while waiting for {what}"
        desktop.tool("sleep", "0.05")
    raise AssertionError(f"waited in vain for {what}")


def test_that_someone_opens_steps_plays_trains_edits_saves_and_quits(desktop, type_text, tmp_path):
    process = desktop.start("multiply_sum")
    window = desktop.find(process)
    first = desktop.title(window)
    # Open an example through the menu: the first entry is the gallery, then come the examples in their order.
    desktop.press(window, "alt+x", *["Down"] * (1 + example_names().index("two_two_two")), "Return")
    wait_for(desktop, process, lambda: desktop.title(window) != first, "another title")
    desktop.press(window, "Right", "Right", "Left", "shift+Right", "shift+Right", "shift+Right", "shift+Right")
    desktop.press(window, "ctrl+Right", "ctrl+Right", "ctrl+Right", "ctrl+Left")
    desktop.press(window, "space")
    desktop.press(window, "space")
    desktop.press(window, "ctrl+f")
    type_text("w5")
    desktop.press(window, "Return", "F2", "ctrl+a")
    type_text("0.875")
    desktop.press(window, "Return")
    path = tmp_path / "mine.toml"
    save_as(desktop, window, type_text, path)
    wait_for(desktop, process, path.exists, "the file")
    desktop.press(window, "ctrl+q")
    code, _, error = desktop.finish(process)
    assert (code, error) == (0, "")
    saved = nnviz.load(path)
    assert saved.title == nnviz.load("two_two_two").title
    trained = nnviz.Trainer(nnviz.load("two_two_two"))
    trained.train(steps=2)
    weights = {name: value.tolist() for name, value in trained.parameters.items()}
    weights["output.weights"][0][0] = 0.875
    found = {name: value.tolist() for name, value in nnviz.Trainer(saved).parameters.items()}
    assert found == weights
