import pytest

from nnviz.engine.graph import GraphBuilder
from nnviz.engine.op import FOLDED
from nnviz.engine.table import OPS
from nnviz.explain.derivation import Explainer
from nnviz.explain.link import LinkedNotation
from nnviz.explain.notation import LatexNotation
from nnviz.explain.place import Place, find, places_of
from nnviz.explain.tex import Accent, Fence, Fold, Fraction, Gap, Glyphs, Linked, Root, Row, Script, parse
from nnviz.explain.writer import Writer
from nnviz.files.example import example_names
from nnviz.files.load import load
from nnviz.session.lesson_text import split_mathematics
from nnviz.session.subject import subject_of

PIECES = {Accent: ("inner",), Fraction: ("over", "under"), Script: ("base", "above", "below"), Root: ("inner",), Linked: ("inner",)}


def letters(tex):
    """All that is written, in order, whatever it is linked to."""
    if isinstance(tex, Glyphs):
        return tex.text
    if isinstance(tex, Row):
        return "".join(map(letters, tex.items))
    if isinstance(tex, Fence):
        return tex.left + letters(tex.inner) + tex.right
    if isinstance(tex, Fold):
        return f"<{tex.count}>"
    if isinstance(tex, Gap):
        return " "
    return "".join(letters(part) for name in PIECES[type(tex)] if (part := getattr(tex, name)) is not None)


def links(tex):
    if isinstance(tex, Row):
        return [number for item in tex.items for number in links(item)]
    if isinstance(tex, Fence):
        return links(tex.inner)
    inner = [n for name in PIECES.get(type(tex), ()) if (part := getattr(tex, name)) is not None for n in links(part)]
    return [tex.number, *inner] if isinstance(tex, Linked) else inner


def equations(writer, place):
    yield writer.value(place)
    if writer.explainer.gradient_at(place) is not None:
        yield from (writer.chain(place), writer.gradient(place))
        yield from (writer.local(branch.local) for branch in writer.explainer.gradient(place).branches[:4])


def writer_of(name):
    return Writer(Explainer(subject_of(load(name)).trace(0)))


def test_that_a_derivative_is_a_fraction_of_names_with_subscripts():
    over = Row((Glyphs("∂", italic=True), Glyphs("E", italic=True)))
    under = Row((Glyphs("∂", italic=True), Script(Glyphs("w", italic=True), below=Glyphs("5"))))
    assert repr(parse(r"\frac{\partial E}{\partial w_{5}}")) == repr(Row((Fraction(over, under),)))


def test_that_a_sign_with_nothing_before_it_is_no_operator():
    assert [item.kind for item in parse("-1 - 2").items] == ["ord", "ord", "bin", "ord"]
    assert [item.kind for item in parse(r"= -x").items] == ["rel", "ord", "ord"]
    (fence,) = parse(r"\left(-x \cdot y\right)").items
    assert [item.kind for item in fence.inner.items] == ["ord", "ord", "bin", "ord"]


def test_that_a_letter_right_before_a_bracket_is_a_function():
    function, _, factor, _ = parse(r"\sigma\left(x\right) \sigma \left(1\right)").items
    assert (function.kind, factor.kind) == ("op", "ord")


def test_that_a_prime_joins_what_is_above():
    (script,) = parse("w_{5}'").items
    assert repr(script) == repr(Script(Glyphs("w", italic=True), Glyphs("′"), Glyphs("5")))


@pytest.mark.parametrize("latex", [r"\frac{1}", r"\left(x", "{x", "x}", r"\unheard{x}", "x^", r"\text x"])
def test_that_what_derivations_are_not_written_in_is_refused(latex):
    with pytest.raises(ValueError, match=r"“.*”"):
        parse(latex)


@pytest.mark.parametrize("name", OPS)
def test_that_the_formulas_of_every_op_can_be_read(name):
    names = "xyzuv"[: OPS[name].arity or 3]
    texts = [OPS[name].latex_text(*names), *(OPS[name].local_latex_text(k, "q", *names) for k in range(len(names)))]
    assert all(letters(parse(text)) for text in texts)


@pytest.mark.parametrize("name", example_names())
def test_that_links_change_nothing_of_what_is_written(name):
    writer = writer_of(name)
    for node in writer.graph.nodes:
        for place in places_of(writer.explainer.trace, node.index, slice(3)):
            notation, plain = LinkedNotation(writer.graph, 5, 10**6), LatexNotation(5)
            for equation in equations(writer, place):
                if any(r"\cdots" in side for side in plain.sides(equation)):
                    continue
                read = [parse(side) for side in notation.sides(equation)]
                # in order but for scripts: those of a linked name come after all of it
                assert [sorted(letters(row)) for row in read] == [sorted(letters(parse(side))) for side in plain.sides(equation)]
                assert all(number < len(notation.links) for row in read for number in links(row))
            for link in notation.links:
                assert all(subject_key in writer.graph or "[" in subject_key for subject_key in link.keys)


def test_that_the_factors_of_w5_lead_to_what_they_are():
    writer = writer_of("two_two_two")
    notation = LinkedNotation(writer.graph, 4)
    sides = notation.sides(writer.chain(find(writer.explainer.trace, "w5").place))
    about = [[notation.links[k] for k in links(parse(side))] for side in sides]
    wanted = [("out_o1", True, ("out_o1",)), ("out_o1", False, ("out_o1", "net_o1")), ("net_o1", False, ("net_o1", "w5"))]
    for row in about[1:3]:
        assert [(link.key, link.gradient, link.keys) for link in row] == wanted
    assert [link.number for link in about[1]] == [None] * 3
    assert [link.number for link in about[2]] == pytest.approx([0.741365069552, 0.186815601809, 0.593269992107], rel=1e-9)
    assert [(link.key, link.gradient) for link in about[0] + about[3]] == [("w5", True)] * 2


def test_that_a_long_sum_folds_and_unfolds():
    builder = GraphBuilder()
    leaves = [builder.input(f"x{k}", float(k)) for k in range(20)]
    builder.op("weighted_sum", *leaves, name="y")
    writer = Writer(Explainer(builder.build().trace()))
    equation = writer.value(Place(20))
    folded, partly, unfolded = (LinkedNotation(writer.graph, 4, room).sides(equation)[1] for room in (FOLDED, 9, 10))
    assert [item.count for item in parse(folded).items if isinstance(item, Fold)] == [5]
    assert letters(parse(folded)) == "x1⋅x0+x3⋅x2+x5⋅x4+x7⋅x6+<5>+x19⋅x18"
    assert letters(parse(partly)) == "x1⋅x0+x3⋅x2+x5⋅x4+x7⋅x6+x9⋅x8+<4>+x19⋅x18"
    assert len(links(parse(unfolded))) == 20


def test_that_lessons_are_written_in_what_can_be_read():
    formulas = [piece for name in example_names() for step in load(name).lesson for piece in split_mathematics(step.text)[1::2]]
    assert len(formulas) > 40
    for formula in formulas:
        assert letters(parse(formula.strip("$").strip())), formula


def test_that_air_accents_and_open_ends_are_read():
    assert [item.width for item in parse(r"a \quad b \, c").items if isinstance(item, Gap)] == [1.0, 3 / 18]
    assert repr(parse(r"\hat{y}")) == repr(Row((Accent("ˆ", Glyphs("y", italic=True)),)))
    assert repr(parse(r"\left\{x\right.").items[0]) == repr(Fence("{", Row((Glyphs("x", italic=True),)), ""))
    assert repr(parse(r"\mathbf{Wx}")) == repr(Row((Glyphs("𝐖𝐱"),)))
