"""What the window remembers."""

from pathlib import Path

from PySide6.QtCore import QSettings

from nnviz.gui.widget.memory import Memory


def test_that_a_document_is_remembered_so_that_it_can_be_found_from_anywhere(tmp_path, monkeypatch):
    memory = Memory(QSettings(str(tmp_path / "nnviz.ini"), QSettings.Format.IniFormat))
    monkeypatch.chdir(tmp_path)
    memory.remember_document("mine.toml", Path("mine.toml"))
    assert memory.document == str(tmp_path / "mine.toml")
    memory.remember_document("../examples/xor.toml", None)
    assert memory.document == "xor"
    assert memory.recent == [str(tmp_path / "mine.toml")]


def test_that_predicted_passes_are_kept_and_what_is_spoilt_reads_as_nothing(tmp_path):
    settings = QSettings(str(tmp_path / "nnviz.ini"), QSettings.Format.IniFormat)
    passes = {"a1": {"value out_h1": "right", "gradient hidden.weights[0,1]": "shown"}, "b2": {}}
    Memory(settings).passes = passes
    assert Memory(settings).passes == passes
    for spoilt in ("[", "[1]", '{"a": 1}', '{"a": {"value x": []}}', '{"a": {"value x": "guessed"}}'):
        settings.setValue("passes", spoilt)
        assert not any(Memory(settings).passes.values())
