"""Carrying a walk over from one graph to another of the same numbers: opened, closed, or of another level."""

from collections.abc import Callable

from nnviz.engine.moment import Moment
from nnviz.engine.structure import Structure

Renaming = Callable[[str], str | None]


def carried(moment: Moment, graph: Structure, seen: Renaming, origin: Renaming) -> Moment:
    """The moment of the walk through ``graph`` that is most like ``moment`` of the walk before.

    ``seen``: gate of the graph before -> where it is in this one; ``origin``: gate of this one -> where it was before.
    """
    fresh = Moment(graph, 0, moment.has_update)
    active = moment.active
    if moment.position == 0 or active is None:
        return fresh.at(0 if moment.position == 0 else fresh.last)
    before, count = len(moment.graph.gates), len(graph.gates)
    if moment.is_seed:
        return fresh.at(count + 1)
    if moment.position == 2 * before + 1:
        return fresh.at(2 * count + 1)
    ranks = _ranks(moment.graph.nodes[active].name, graph, seen, origin) or [_alike(active, moment.graph, graph)]
    return fresh.at(max(ranks) if moment.position <= before else 2 * count + 2 - min(ranks))


def _alike(active: int, before: Structure, graph: Structure) -> int:
    """The place of the gate that comes as far along in its part of the graph, the loss or what is before it, as the active one."""
    is_loss = active in before.loss_gates
    part = [gate for gate in before.gates if (gate in before.loss_gates) == is_loss]
    places = [rank for rank, gate in enumerate(graph.gates, start=1) if (gate in graph.loss_gates) == is_loss]
    return places[(len(places) * part.index(active)) // len(part)] if places else 1


def _ranks(active: str, graph: Structure, seen: Renaming, origin: Renaming) -> list[int]:
    """The places in the order of computing (from 1) of the gates that the active one has become."""
    order = {graph.nodes[gate].name: rank for rank, gate in enumerate(graph.gates, start=1)}
    found = [rank for name, rank in order.items() if origin(name) == active]
    if found:
        return found
    now = seen(active)
    return [order[now]] if now in order else []
