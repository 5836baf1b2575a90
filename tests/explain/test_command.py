import re
import shutil
import subprocess
from argparse import Namespace
from functools import cache
from xml.etree import ElementTree as ET

import pytest

from nnviz.cli.explain import worked
from nnviz.cli.failure import BadInputError
from nnviz.cli.main import main
from nnviz.explain.block import Heading, Table
from nnviz.explain.derivation import Explainer
from nnviz.explain.format import FORMATS
from nnviz.explain.latex import to_latex
from nnviz.explain.solution import MOST_NUMBERS, number_count
from nnviz.explain.text import to_text
from nnviz.explain.writer import Writer
from nnviz.files.example import example_names
from nnviz.files.load import load
from nnviz.session.subject import subject_of

# numbers.md, part 5: every row, as eight digits show it
PART_5 = {
    "net_h1": "0.3775", "net_h2": "0.3925", "out_h1": "0.59326999", "out_h2": "0.59688438", "net_o1": "1.1059060",
    "net_o2": "1.2249214", "out_o1": "0.75136507", "out_o2": "0.77292847", "E_o1": "0.27481108", "E_o2": "0.023560026",
    "E": "0.29837111", "∂E/∂out_o1": "0.74136507", "∂E/∂out_o2": "−0.21707153", "∂out_o1/∂net_o1": "0.18681560",
    "∂out_o2/∂net_o2": "0.17551005", "∂E/∂net_o1": "0.13849856", "∂E/∂net_o2": "−0.038098237", "∂E/∂w5": "0.082167041",
    "w5′": "0.35891648", "w6′": "0.40866619", "w7′": "0.51130127", "w8′": "0.56137012", "∂E_o1/∂out_h1": "0.055399425",
    "∂E_o2/∂out_h1": "−0.019049118", "∂E/∂out_h1": "0.036350306", "∂E/∂out_h2": "0.041370323", "∂out_h1/∂net_h1": "0.24130071",
    "∂out_h2/∂net_h2": "0.24061342", "∂E/∂w1": "0.00043856773", "w1′": "0.14978072", "w2′": "0.19956143", "w3′": "0.24975114",
    "w4′": "0.29950229",
}  # fmt: skip
AFTER = ["1       0.29102777", "9,999   0.000035108548", "10,000  0.000035101878", "0        0.015913620  0.98406427"]


def call(capsys, *words):
    code = main(("explain", *words))
    out, err = capsys.readouterr()
    return code, out, err


def text_of(capsys, *words):
    code, out, err = call(capsys, *words)
    assert (code, err) == (0, "")
    return re.sub(r"\n +(?=[=+·×] )", " ", out)  # equations in one line again


@cache
def solution_of(name):
    """The worked solution of an example, whose training is carried out once for all tests."""
    subject = subject_of(load(name))
    arguments = Namespace(file=name, of=None, all=False, example=0, format="html")
    return tuple(worked(subject, Writer(Explainer(subject.trace(0))), arguments))


def test_that_the_worked_solution_has_every_row_of_part_5(capsys):
    out = text_of(capsys, "two_two_two")
    for name, number in PART_5.items():
        assert re.search(rf"^    {re.escape(name)} = .*(?<!\S){re.escape(number)}$", out, re.MULTILINE), name
    for row in AFTER:
        assert row in out
    heads = ["What is given", "The forward pass", "The loss", "The backward pass", "The update", "After training"]
    assert sorted(heads, key=out.index) == heads


def test_that_w5_is_derived_as_in_the_lecture(capsys):
    out = text_of(capsys, "two_two_two", "--of", "w5")
    assert (
        "∂E/∂w5 = ∂E/∂out_o1 · ∂out_o1/∂net_o1 · ∂net_o1/∂w5 = 0.74136507 × 0.18681560 × 0.59326999 = 0.082167041\n" in out
    )
    assert "w5′ = w5 − 0.5 × ∂E/∂w5 = 0.4 − 0.5 × 0.082167041 = 0.35891648\n" in out


def test_that_w1_is_derived_with_its_sum_over_the_outputs(capsys):
    out = text_of(capsys, "two_two_two", "--of", "w1")
    for line in (
        "∂E/∂w1 = ∂E/∂out_h1 · ∂out_h1/∂net_h1 · ∂net_h1/∂w1 = 0.036350306 × 0.24130071 × 0.05 = 0.00043856773",
        "∂E/∂out_h1 = ∂E_o1/∂out_h1 + ∂E_o2/∂out_h1 = ∂E/∂net_o1 · ∂net_o1/∂out_h1 + ∂E/∂net_o2 · ∂net_o2/∂out_h1 = 0.13",
        "∂net_o2/∂out_h1 = 0.13849856 × 0.4 + (−0.038098237) × 0.5 = 0.055399425 + (−0.019049118) = 0.036350306",
        "∂E/∂net_o2 = ∂E/∂out_o2 · ∂out_o2/∂net_o2 = (−0.21707153) × 0.17551005 = −0.038098237",
        "∂E_o2/∂out_o2 = out_o2 − target_o2 = 0.77292847 − 0.99 = −0.21707153",
        "w1′ = w1 − 0.5 × ∂E/∂w1 = 0.15 − 0.5 × 0.00043856773 = 0.14978072",
    ):  # fmt: skip
        assert line in out


def test_that_w0_is_derived_by_the_walk_of_part_2(capsys):
    out = text_of(capsys, "sigmoid_neuron", "--of", "w0")
    assert "= (−0.53444665) × 1 × 0.36787944 × (−1) × 1 × 1 × (−1) = −0.19661193" in out
    walk = out[out.index("The walk back") :].splitlines()[4:12]
    assert [line.split()[0] for line in walk] == ["f", "plus_one", "exponential", "minus", "net", "wx", "w0x0", "w0"]
    assert [line.split()[-1] for line in walk] == [
        "1", "−0.53444665", "−0.53444665", "−0.19661193", "0.19661193", "0.19661193", "0.19661193", "−0.19661193",
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "number"), [("f", "1"), ("z", "3"), ("q", "−4"), ("y", "−4"), ("x", "−4")])
def test_that_part_1_is_derived(capsys, name, number):
    out = text_of(capsys, "multiply_sum", "--of", f"f/{name}")
    assert re.search(rf"^    ∂f/∂{name} = (?:.* )?{number}$", out, re.MULTILINE)
    assert "The value of" not in out


def test_that_all_digits_are_had_on_demand(capsys):
    assert "= 0.08216704056423078\n" in text_of(capsys, "two_two_two", "--of", "w5", "--digits", "17")
    assert "× 0.59 = 0.082\n" in text_of(capsys, "two_two_two", "--of", "w5", "--digits", "2")


def test_that_another_optimizer_is_named_and_the_change_told(capsys):
    out = text_of(capsys, "iris", "--of", "hidden.weights[0,1]")
    assert re.search(r"The optimizer is Adam, learning rate [\d.]+, beta1 0.9, beta2 0.999, eps 1e-08\.", out)
    assert re.search(r"\n    m′ = 0\.9 × m \+ \(1 − 0\.9\) × ∂L/∂hidden\.weights\[0,1\] = 0\.9 × 0 \+ ", out)
    pattern = r"hidden.weights\[0,1\] was (\S+); it becomes\n.*\n    hidden.weights\[0,1\]′ = [^\n]* = (\S+)\n"
    found = re.search(pattern, out, re.DOTALL)
    old, new = (float(text.replace("−", "-")) for text in found.groups())
    assert abs(new - old) == pytest.approx(0.01, rel=1e-5)  # Adam's first step is its learning rate


def test_that_the_slip_is_told_and_not_passed_off_as_the_formula():
    out = FORMATS["text"].render(solution_of("two_two_two_layerwise"), 8)
    assert "through new weights" in out
    assert "0.29102792" in out
    assert not re.search(r"w1′ = w1", out)


def test_that_an_entry_of_a_tensor_is_picked_out_and_shapes_told(capsys, tmp_path):
    file = tmp_path / "vector.toml"
    file.write_text(
        '[inputs]\nW = [[1.0, -2.0], [3.0, 4.0]]\nx = [0.5, -1.0]\n[circuit]\ny = "W @ x"\ns = "tanh(y)"\nf = "sum(s)"\n', "utf-8"
    )
    out = text_of(capsys, str(file), "--of", "y[1]")
    assert "Shapes: y is 2, W is 2×2, x is 2; the entry picked out is y[1]." in out
    assert "y[1] = W[1,0] · x[0] + W[1,1] · x[1] = 3 × 0.5 + 4 × (−1) = −2.5\n" in out
    assert "∂f/∂y[1] = ∂f/∂s[1] · ∂s[1]/∂y[1] = 1 × 0.026592227 = 0.026592227\n" in out
    assert "∂s[1]/∂y[1] = 1 − s[1]² = 1 − (−0.98661430)² = 0.026592227\n" in out
    assert "∂f/∂x[0] = ∂f/∂y[0] · ∂y[0]/∂x[0] + ∂f/∂y[1] · ∂y[1]/∂x[0]" in text_of(capsys, str(file), "--of", "x[0]")


def test_that_an_example_is_chosen(capsys):
    assert text_of(capsys, "xor", "--of", "E", "--example", "1") != text_of(capsys, "xor", "--of", "E", "--example", "2")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("spiral",), "numbers are too many to read, expected --of NAME for one of them, or --all"),
        (("two_two_two", "--of", "w9"), "--of w9: there is no such number, expected one of i1"),
        (("vectorised", "--all"), "numbers are too many to read, expected --of NAME for one of them"),
        (("spiral", "--of", "hidden1.weights"), "expected an entry of it, at most hidden1.weights["),
        (("xor", "--example", "999"), "--example 999: expected a number from 0 to"),
        (("xor", "--digits", "0"), "--digits 0: expected 1 or more"),
        (("nothing_like_it",), "nothing_like_it"),
    ],
)  # fmt: skip
def test_that_bad_arguments_are_refused_in_one_line(capsys, words, told):
    code, out, err = call(capsys, *words)
    assert (code, out) == (2, "")
    assert told in err
    assert err.count("\n") == 1


def test_that_a_file_that_cannot_be_written_is_a_failure(capsys, tmp_path):
    code, out, err = call(capsys, "multiply_sum", "-o", str(tmp_path / "no" / "x.txt"))
    assert (code, out) == (1, "")
    assert "No such file" in err


@pytest.mark.parametrize("name", example_names())
def test_that_every_example_is_worked_through_in_every_format_unless_it_is_too_long(name):
    subject = subject_of(load(name))
    if number_count(Writer(Explainer(subject.trace(0)))) > MOST_NUMBERS:
        with pytest.raises(BadInputError, match="are too many to read"):
            solution_of(name)
        return
    pages = {style: form.render(solution_of(name), 8) for style, form in FORMATS.items()}
    for page in pages.values():
        assert not re.search(r"\bnan\b", page.lower())
        assert page.count("backward pass") >= 1
    require_self_contained(pages["html"])
    assert pages["markdown"].count("$") % 2 == 0
    assert pages["latex"].count(r"\begin") == pages["latex"].count(r"\end{")


def test_that_a_page_is_written_to_a_file(capsys, tmp_path):
    target = tmp_path / "page.html"
    assert call(capsys, "multiply_sum", "--format", "html", "-o", str(target)) == (0, "", "")
    assert target.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def require_self_contained(page):
    assert not re.search(r"(?:src|href)=", page)
    assert "http" not in re.sub(r"http://www\.w3\.org/[\w/]+", "", page)
    for formula in re.findall(r"<math.*?</math>", page, re.DOTALL):
        ET.fromstring(formula)
    assert page.count("<svg") in (1, 2)


def test_that_a_large_network_is_explained_by_name_and_whole_when_asked(capsys):
    out = text_of(capsys, "spiral", "--of", "hidden1.weights[0,1]")
    assert "∂E/∂hidden1.weights[0,1] = " in out
    assert "hidden1.weights[0,1]′" in out
    assert len(text_of(capsys, "spiral", "--all")) > 50_000


def test_that_shapes_are_told_once_where_every_entry_is_shown(capsys):
    assert "Shapes: logits is 1×3.\n" in text_of(capsys, "hinge_classes")


@pytest.mark.tex
@pytest.mark.parametrize("name", example_names())
def test_that_the_latex_of_every_example_compiles_without_hand_work(capsys, tmp_path, name):
    pdflatex = shutil.which("pdflatex")
    assert pdflatex, "pdflatex is not installed"
    what = ("--of", "f[3]") if name == "vectorised" else ("--all",)  # of 413,696 numbers nobody wants them all
    assert call(capsys, name, *what, "--format", "latex", "-o", str(tmp_path / "out.tex")) == (0, "", "")
    done = subprocess.run(
        [pdflatex, "-interaction=nonstopmode", "-halt-on-error", "out.tex"], cwd=tmp_path, capture_output=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:]
    wide = re.findall(r"Overfull \\hbox \((\d+\.\d+)pt", (tmp_path / "out.log").read_text("latin-1"))
    assert [width for width in wide if float(width) > 5] == []


def test_that_a_local_gradient_of_1_is_no_entry_of_an_array(capsys):
    assert "    ∂(sum(f))/∂f[3] = 1\n" in text_of(capsys, "vectorised", "--of", "f[3]")


def test_that_a_handout_says_what_is_a_target_what_is_not_trained_and_nothing_idle():
    blocks = solution_of("two_two_two")
    given = next(block for block in blocks if isinstance(block, Table))
    kinds = {name.name: kind for (name,), (kind,), _ in given.rows}
    assert (kinds["i1"], kinds["b_h1"], kinds["target_o1"]) == ("input", "parameter", "target")
    assert "The biases of hidden and output are not trained." in to_text(blocks)
    steps = [block.runs[1].name for block in solution_of("hinge_classes") if isinstance(block, Heading) and block.level == 3]
    assert {"logits", "E"} <= set(steps)
    assert not [name for name in steps if "target" in name]


def test_that_a_long_table_needs_one_run_and_no_page_of_more_than_it_holds():
    table = Table(("name", "value"), tuple(((f"n{k}",), (f"{k}",)) for k in range(100)))
    parts = to_latex([table]).split(r"\begin{tabular}")[1:]
    assert [part.partition(r"\end{tabular}")[0].count(r"\[2pt]") for part in parts] == [36, 36, 28]
    assert all(r"\textbf{name} & \textbf{value}" in part for part in parts)
