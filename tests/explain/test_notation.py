import math
import re

import numpy as np
import pytest
from latex2mathml.converter import convert

from nnviz.engine.op import Operand
from nnviz.engine.table import OPS
from nnviz.explain.html import mathml
from nnviz.explain.line import length, lines_of
from nnviz.explain.notation import LatexNotation, TextNotation
from nnviz.explain.number import FULL, split_number
from nnviz.explain.symbol import latex_symbol
from nnviz.explain.term import Derivative, Equation, Formula, Number, Picked, Product, Series, Sum, Symbol

TEXT, LATEX = TextNotation(), LatexNotation()


def of_op(name, *arguments):
    return Formula(OPS[name].formula_text, OPS[name].latex_text, arguments)


@pytest.mark.parametrize(
    ("x", "digits", "expected"),
    [
        (0.186815601809, 8, ("0.18681560", None)), (0.5, 8, ("0.5", None)), (0.37750000000000006, 8, ("0.3775", None)),
        (-12.0, 8, ("-12", None)), (0.0, 8, ("0", None)), (-0.0, 8, ("0", None)), (0.000438567734, 8, ("0.00043856773", None)),
        (1.5e-7, 8, ("1.5", -7)), (-3.51018778e-12, 4, ("-3.510", -12)), (123456789012.0, 8, ("1.2345679", 11)),
        (0.1 + 0.2, FULL, ("0.30000000000000004", None)), (1e-20, FULL, ("1", -20)), (3.0, FULL, ("3", None)),
        (0.99999999999, 8, ("1.0000000", None)), (100.0, 2, ("100", None)),
    ],
)  # fmt: skip
def test_that_a_number_has_the_digits_that_are_asked_for(x, digits, expected):
    assert split_number(x, digits) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("w5", "w_{5}"), ("out_h1", r"\mathrm{out}_{h1}"), ("w_5", "w_{5}"), ("x", "x"), ("E_o1", "E_{o1}"),
        ("hidden.weights[0,1]", r"{w^{\text{hidden}}_{0,1}}"), ("hidden.net", r"{\mathrm{net}^{\text{hidden}}}"),
        ("sepal length", r"\text{sepal length}"), ("plus_one", r"\text{plus one}"), ("net_setosa", r"\mathrm{net}_{\text{setosa}}"),
        ("y * y", r"y \cdot y"), ("w0 * x0 + b", r"w_{0} \cdot x_{0} + b"), ("x ** 2", "x^{2}"),
        ("exp(-net_h1) + 1", r"e^{-\mathrm{net}_{h1}} + 1"), ("sum(x ** y)", r"\sum x^{y}"), ("1 + exp(...)", r"1 + e^{\ldots}"),
        ("a * b * c - (d - e)", r"a \cdot b \cdot c - \left(d - e\right)"),
        ("(a + b) * -c", r"\left(a + b\right) \cdot \left(-c\right)"),
        ("(a + b) / c", r"\left(a + b\right) / c"), ("(x ** 2) ** 3", r"\left(x^{2}\right)^{3}"), ("0.5 * x", r"0.5 \cdot x"),
        ("x + y#2", r"\left(x + y\right)_{2}"), ("hidden.out[0, 1] * w", r"{\mathrm{out}^{\text{hidden}}_{0,1}} \cdot w"),
        ("w0x0", r"w_{0}\,x_{0}"), ("the other (6)", r"\text{the other (6)}"),
        ("θ", r"\theta"),
        ("a & b_%", r"\text{a \& b\_\%}"),
    ],
)  # fmt: skip
def test_that_a_name_has_its_subscripts(name, expected):
    assert latex_symbol(name) == expected
    convert(latex_symbol(name))


def test_that_an_entry_and_a_prime_go_with_a_name():
    assert latex_symbol("x", (1, 2)) == "x_{1,2}"
    assert latex_symbol("out_h1", (0,)) == r"\mathrm{out}_{h1,0}"
    assert latex_symbol("w5", prime=True) == "w_{5}'"
    assert TEXT.write(Symbol("W", (0, 1), True)) == "W[0,1]′"


@pytest.mark.parametrize(
    ("term", "text", "latex"),
    [
        (of_op("mul", Number(-2), Number(3)), "(−2) × 3", r"\left(-2\right) \times 3"),
        (of_op("mul", Symbol("x"), Symbol("y * y")), "x × (y * y)", r"x \cdot \left(y \cdot y\right)"),
        (of_op("add", Number(-2), Number(5), Number(-4)), "−2 + 5 + (−4)", r"-2 + 5 + \left(-4\right)"),
        (of_op("sub", Number(-2), Number(-5)), "−2 − (−5)", r"-2 - \left(-5\right)"),
        (of_op("neg", Number(-1)), "−(−1)", r"-\left(-1\right)"),
        (of_op("exp", Number(-1)), "exp(−1)", "e^{-1}"),
        (of_op("power", Number(-2), Number(3)), "(−2) ^ 3", r"\left(-2\right)^{3}"),
        (of_op("div", Number(-2), Number(-3)), "(−2) / (−3)", r"\frac{-2}{-3}"),
        (of_op("sigmoid", Number(-2)), "σ(−2)", r"\sigma\left(-2\right)"),
        (of_op("squared_error", Number(-0.5), Number(1)), "½ (1 − (−0.5))²", r"\frac{1}{2} \left(1 - \left(-0.5\right)\right)^{2}"),
        (of_op("weighted_sum", Number(2), Number(-3), Number(-1)), "(−3) × 2 + (−1)",
         r"\left(-3\right) \times 2 + \left(-1\right)"),
        (Product((Number(0.5), Number(-0.25), Number(1e-9))), "0.5 × (−0.25) × (1×10⁻⁹)",
         r"0.5 \times \left(-0.25\right) \times \left(1 \times 10^{-9}\right)"),
        (Product((Number(-0.25),)), "−0.25", "-0.25"),
        (Sum((Product((Number(-1), Number(2))), Product((Number(-3), Number(4))))), "(−1) × 2 + (−3) × 4",
         r"\left(-1\right) \times 2 + \left(-3\right) \times 4"),
        (Sum((Number(-1), Number(-2))), "−1 + (−2)", r"-1 + \left(-2\right)"),
        (Product((Symbol("x"), Sum((Symbol("a"), Symbol("b"))))), "x · (a + b)", r"x \cdot \left(a + b\right)"),
        (Derivative(Symbol("f"), Symbol("y * y")), "∂f/∂(y * y)", r"\frac{\partial f}{\partial \left(y \cdot y\right)}"),
        (Picked(Symbol("x"), (0, 1)), "(x)[0,1]", r"\left(x\right)_{0,1}"),
        (Series((1.0, -2.0)), "[1, −2]", r"\left[1, -2\right]"),
        (Number(math.nan), "NaN", r"\text{NaN}"), (Number(-math.inf), "−∞", r"-\infty"),
    ],
)  # fmt: skip
def test_that_brackets_stand_where_a_reader_needs_them(term, text, latex):
    assert TEXT.write(term) == text
    assert LATEX.write(term) == latex
    convert(latex)


@pytest.mark.parametrize("op", OPS.values(), ids=lambda op: op.name)
def test_that_every_op_has_latex_that_can_be_typeset(op):
    for case in op.cases:
        names = [Operand(f"x_{{{k}}}", rf"\left(x_{{{k}}}\right)") for k in range(len(case))]
        texts = [op.latex_text(*names), *(op.local_latex_text(k, Operand("y"), *names) for k in range(len(case)))]
        assert all(f"x_{{{k}}}" in texts[0] for k in range(len(case))) or len(case) > 4
        for text in texts:
            assert text.count("{") == text.count("}")
            assert "{{" not in text
            assert text.count(r"\left") == text.count(r"\right")
            assert "<math" in convert(text)
            assert "×" not in text
            assert "−" not in text


def evaluated(text):
    """What a formula in text comes to, read as a person reads it."""
    for old, new in (("−", "-"), ("×", "*"), ("²", "**2"), (" ^ ", "**"), ("½ ", "0.5*"), ("σ", "sigmoid"), (", else", " else")):
        text = text.replace(old, new)
    text = re.sub(r"√(\(?[\d.]+\)?)", r"sqrt(\1)", text)
    text = re.sub(r"\|([^|]+)\|", r"abs(\1)", text)
    text = re.sub(r"(\)|\d) (?=\(|sqrt)", r"\1*", text).replace("·", "*")
    text = re.sub(r"(?<![\w.])([\d.]+) log", r"\1*log", text).replace(") log", ")*log").replace("[", "(").replace("]", ")")
    text = re.sub(r"log sigmoid\(([^()]*)\)", r"log(sigmoid(\1))", text)
    known = {"sigmoid": lambda x: 1 / (1 + math.exp(-x)), "sign": np.sign}
    known |= {n: getattr(math, n) for n in ("exp", "log", "sqrt", "tanh")}
    return float(eval(text, {**known, "abs": abs, "max": lambda *x: max(x), "min": lambda *x: min(x)}))


READABLE = [op for op in OPS.values() if any(all(s == () for s in case) for case in op.cases) and op.name not in
            ("softmax", "log_softmax", "mean", "sum", "hinge", "cross_entropy", "stack", "l1_penalty", "l2_penalty",
             "affine")]  # fmt: skip


@pytest.mark.parametrize("op", READABLE, ids=lambda op: op.name)
@pytest.mark.parametrize("seed", range(4))
def test_that_formula_and_local_gradient_over_numbers_come_to_what_the_engine_computes(op, seed):
    rng = np.random.default_rng(seed)
    notation = TextNotation(FULL)
    for case in (case for case in op.cases if all(shape == () for shape in case)):
        inputs = tuple(np.float64(rng.uniform(op.low, op.high)) for _ in case)
        value = op.forward(*inputs)
        operands = [notation.operand(Number(float(x))) for x in inputs]
        assert evaluated(op.formula_text(*operands)) == pytest.approx(float(value), rel=1e-12)
        for k in range(len(case)):
            text = op.local_text(k, notation.operand(Number(float(value))), *operands)
            if "largest" in text or "smallest" in text:
                continue
            local = float(op.vjp(k, np.float64(1), value, inputs))
            assert evaluated(text) == pytest.approx(local, rel=1e-9), text


def test_that_long_sums_and_products_are_folded():
    numbers = tuple(Number(float(k)) for k in range(1, 31))
    assert TEXT.write(Sum(numbers)) == "1 + 2 + 3 + 4 + … + 30"
    assert LATEX.write(Product(numbers)).count(r"\times") == 9
    assert TEXT.write(of_op("weighted_sum", *numbers)) == "2 × 1 + 4 × 3 + 6 × 5 + 8 × 7 + … + 30 × 29"
    assert TEXT.write(Series(tuple(range(10)))) == "[0, 1, 2, 3, …, 9]"


@pytest.mark.parametrize(("notation", "width"), [(TEXT, 60), (LATEX, 40)])
def test_that_long_equations_are_broken_at_signs_outside_brackets(notation, width):
    numbers = tuple(Product((Number(1 / 3), Number(-k / 7))) for k in range(1, 8))
    equation = Equation((Symbol("x"), Sum(numbers), Number(-4 / 3)))
    _, lines = lines_of(equation, notation, width)
    assert len(lines) >= 4
    assert all(length(line) <= width + 5 for line in lines)
    assert all(line.count("(") == line.count(")") for line in lines)
    assert " ".join(lines) == "= " + " = ".join(notation.sides(equation)[1:])


def test_that_sides_that_read_the_same_are_written_once():
    one = Equation((Symbol("a"), Symbol("b"), Number(2), Number(2)))
    assert TEXT.sides(one) == ["a", "b", "2"]
    assert TEXT.sides(Equation((Number(2), Number(2)))) == ["2", "2"]


def test_that_a_minus_behind_a_sign_belongs_to_its_number():
    assert mathml(r"= -2").count('form="prefix"') == 1
    assert mathml(r"\left(-2\right)").count('<mo form="prefix"') == 1
    assert '<mo form="prefix"' not in mathml("x - 2")


def test_that_in_html_a_logarithm_stands_off_its_neighbours():
    assert "<mi>y</mi><mspace" in mathml(r"y \log x")
    assert mathml(r"y \log x").count("<mspace") == 2
    assert "]</mo><mspace" in mathml(r"\left[1, 0\right] \log x")
    assert "<mspace" not in mathml(r"-\log \left(x\right)")


def test_that_a_power_does_not_stand_beside_a_layer():
    squared = Formula(lambda x: f"{x}²", lambda x: rf"{x}^{{2}}", (Symbol("hidden.out", (0, 1)),))
    assert LATEX.write(squared) == r"\left({\mathrm{out}^{\text{hidden}}_{0,1}}\right)^{2}"
    assert LATEX.write(Formula(lambda x: f"{x}²", lambda x: rf"{x}^{{2}}", (Symbol("out_h1"),))) == r"\mathrm{out}_{h1}^{2}"


@pytest.mark.parametrize(("name", "text", "latex"), [
    ("o - max(o)", "(o - max(o))[0]", r"\left(o - \max\left(o\right)\right)_{0}"), ("o", "o[0]", "o_{0}"),
])  # fmt: skip
def test_that_an_entry_is_one_of_the_whole_expression(name, text, latex):
    assert TEXT.write(Symbol(name, (0,))) == text
    assert LATEX.write(Symbol(name, (0,))) == latex
    by = LATEX.write(Derivative(Symbol("E"), Symbol(name, (0,))))
    assert by == rf"\frac{{\partial E}}{{\partial {latex}}}"
