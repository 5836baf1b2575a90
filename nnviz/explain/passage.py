"""One number explained: its value, its gradient as the chain rule has it, every factor of that, and the walk back."""

from collections.abc import Iterator

from nnviz.explain.block import Block, Display, Heading, Paragraph, Runs, Table
from nnviz.explain.derivation import Branch
from nnviz.explain.local import Local
from nnviz.explain.place import Asked, Place
from nnviz.explain.term import Equation, Number, Product, Symbol, Term
from nnviz.explain.writer import Writer

MOST_DERIVATIONS = 40
"""Up to so many gradients are derived on the way to the output; beyond, the reader asks for them by name."""

MOST_ROWS = 60
_MOST_BRANCHES = 6
_MOST_LOCALS = 8


def passage(writer: Writer, asked: Asked) -> tuple[Block, ...]:
    """All that there is to say of one number; of a gradient alone where that was asked for."""
    place = asked.place
    explainer = writer.explainer
    blocks: list[Block] = []
    if not asked.gradient and writer.graph.nodes[place.node].is_leaf:
        blocks.append(Paragraph((writer.symbol(place), " is given: ", writer.number(place), ".")))
    elif not asked.gradient:
        blocks += [Heading(2, ("The value of ", writer.symbol(place))), *shapes(writer, place), Display((writer.value(place),))]
    if explainer.gradient_at(place) is None:
        if asked.gradient:
            blocks.append(Paragraph((writer.symbol(place), " is a constant and has no gradient.")))
        return tuple(blocks)
    blocks.append(Heading(2, ("The gradient ", writer.upstream(place))))
    if not explainer.gradient(place).branches and not explainer.gradient(place).is_output:
        blocks.append(Paragraph(("Nothing leads from ", writer.symbol(place), " to ", writer.output, ": its gradient is 0.")))
        return tuple(blocks)
    blocks += [*consumers_shapes(writer, place), *_gradients(writer, place), *walk_table(writer, place)]
    return tuple(blocks)


def _gradients(writer: Writer, place: Place) -> Iterator[Block]:
    """The gradient, its factors, then the gradients that it was made of, until the output."""
    pending, seen, count = [place], {place}, 0
    locals_seen: set[tuple[Place, Place, float]] = set()
    while pending:
        at = pending.pop(0)
        count += 1
        if count > MOST_DERIVATIONS:
            yield Paragraph(("The gradients further on are explained when asked for by name.",))
            return
        if at != place:
            yield Paragraph(("where ", writer.upstream(at), " is"))
        yield Display(tuple(derivation(writer, at)))
        links = links_of(writer, at)
        unique = {(link.of, link.by, link.number): link for link in links}
        new = [link for key, link in unique.items() if key not in locals_seen]
        locals_seen |= set(unique)
        if new:
            yield Paragraph(("with the local " + ("gradients" if len(new) > 1 else "gradient"),))
            yield Display(tuple(writer.local(link) for link in new))
        for above in heads_of(writer, at):
            if above not in seen and not writer.explainer.gradient(above).is_output:
                seen.add(above)
                pending.append(above)


def derivation(writer: Writer, place: Place) -> Iterator[Equation]:
    """The gradient's equation, and where it fans out to terms of the output, each branch by itself."""
    yield writer.chain(place)
    branches = writer.explainer.gradient(place).branches
    if 1 < len(branches) <= _MOST_BRANCHES and len({branch.part for branch in branches if branch.part}) == len(branches):
        yield from (writer.branch(branch) for branch in branches)


def links_of(writer: Writer, place: Place) -> tuple[Local, ...]:
    """The local gradients in a gradient's equation; none where it is itself one, that of the output."""
    chain = writer.explainer.chain(place)
    if len(chain.locals) == 1 and writer.is_direct(chain.locals[0]):
        return ()
    return chain.locals or steps_of(writer, place)


def steps_of(writer: Writer, place: Place) -> tuple[Local, ...]:
    """The local gradients of the branches, those alike once; none where the gradient is itself one, that of the output."""
    branches = writer.explainer.gradient(place).branches[:_MOST_LOCALS]
    if len(branches) == 1 and writer.is_direct(branches[0].local):
        return ()
    return tuple({(b.local.of, b.local.number): b.local for b in branches}.values())


def heads_of(writer: Writer, place: Place) -> tuple[Place, ...]:
    """The gradients in a gradient's equation, which are to be explained in turn."""
    chain = writer.explainer.chain(place)
    if chain.locals:
        return (chain.head,)
    return tuple(branch.local.of for branch in writer.explainer.gradient(place).branches)


def shapes(writer: Writer, place: Place, pick: bool = True) -> Iterator[Block]:
    """Where arrays are in it: their shapes, and with ``pick`` which entry is picked out."""
    graph, values = writer.graph, writer.explainer.trace.values
    node = graph.nodes[place.node]
    arrays = [i for i in dict.fromkeys((place.node, *node.inputs)) if values[i].size > 1]
    if arrays:
        runs: list[str | Term] = ["Shapes: "]
        for i in arrays:
            runs += [Symbol(graph.nodes[i].name), f" is {'×'.join(map(str, values[i].shape))}, "]
        picked = pick and values[place.node].size > 1
        runs[-1] = str(runs[-1])[:-2] + ("; the entry picked out is " if picked else ".")
        yield Paragraph((*runs, *((writer.symbol(place), ".") if picked else ())))


def consumers_shapes(writer: Writer, place: Place) -> Iterator[Block]:
    """Into how many entries an array's entry goes, where that is more than one."""
    branches = writer.explainer.gradient(place).branches
    if len(branches) > 1:
        count = len(branches)
        said = f" goes {count} ways, so its gradient is the sum of {count} branches, each upstream times local."
        yield Paragraph((writer.symbol(place), said))


def walk_table(writer: Writer, place: Place) -> Iterator[Block]:
    """The walk back from the output, a row for each gradient on the way."""
    places = writer.explainer.walk(place, MOST_ROWS + 1)
    if 2 < len(places) <= MOST_ROWS:
        yield Heading(2, ("The walk back, from ", writer.output, " to ", writer.symbol(place)))
        yield Table(("number", "value", "upstream × local", "gradient"), tuple(_row(writer, at) for at in places))


def _row(writer: Writer, place: Place) -> tuple[Runs, ...]:
    found = writer.explainer.gradient(place)
    return (writer.symbol(place),), (writer.number(place),), _products(found.branches), (Number(found.value),)


def _products(branches: tuple[Branch, ...]) -> Runs:
    """The products of the branches; the first and the last where there are more than two."""
    shown = branches if len(branches) <= 2 else (branches[0], branches[-1])
    products = [Product((Number(b.upstream), Number(b.local.number))) for b in shown]
    if len(products) < 2:
        return tuple(products)
    return products[0], " + " if len(branches) == 2 else " + … + ", products[1]
