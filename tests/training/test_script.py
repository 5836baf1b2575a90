"""An exported script trains to the same bits, without nnviz."""

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

import nnviz
from nnviz.training.script import ScriptError, script
from tests.training.document import circle, two_two_two


def digits_like(precision):
    document = nnviz.load("iris")
    return replace(document, precision=precision, training=replace(document.training, batch_size=16, l2=0.01))


@pytest.mark.parametrize(("document", "steps"), [
    (two_two_two(), 300),
    (circle(optimizer="adam", batch_size=7, shuffle=True), 150),
    (circle(optimizer="momentum", batch_size=374, shuffle=True, l1=0.001), 5),
    (digits_like("float64"), 40),
    (digits_like("float32"), 40),
    (circle(schedule="cosine", settings=(("period", 4.0), ("lowest", 0.01))), 150),
    (two_two_two(schedule="warmup"), 20),
    (nnviz.load("two_two_two_layerwise"), 300),
    (circle(update="layerwise", optimizer="adam"), 50),
], ids=["numbers", "shuffled", "a rest of one", "classes", "float32", "cosine", "warm-up", "layer by layer",
        "layer by layer, arrays"])  # fmt: skip
def test_that_a_script_trains_to_the_same_bits_as_the_trainer(document, steps, tmp_path):
    path = tmp_path / "train.py"
    path.write_text(script(document), "utf-8")
    done = subprocess.run([sys.executable, "-I", path, str(steps)], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "nnviz" not in path.read_text("utf-8").replace(document.title, "")
    trainer = nnviz.Trainer(document)
    trainer.train(steps=steps)
    reports = [line for line in done.stdout.splitlines() if line.startswith("epoch")]
    assert reports[-1].endswith(f"step {steps:,}: loss of the last batch {trainer.batch_loss!r}")
    found = dict(line.split(" = ") for line in done.stdout.splitlines() if " = " in line)
    assert set(found) == set(trainer.parameters)
    for name, values in trainer.parameters.items():
        np.testing.assert_array_equal(np.array(eval(found[name])), values.astype(float))


def test_that_what_no_script_can_train_is_refused():
    with pytest.raises(ScriptError, match="a circuit is not trained"):
        script(nnviz.load("multiply_sum"))


def test_that_a_title_cannot_become_code():
    title = 'x"""\nraise SystemExit("run")\n"""\\'
    compile(script(replace(two_two_two(), title=title)), "<script>", "exec")
    assert not any(line.startswith("raise") for line in script(replace(two_two_two(), title=title)).splitlines())
