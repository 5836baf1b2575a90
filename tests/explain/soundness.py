"""What must hold of every derivation."""

import math

from nnviz.explain.derivation import Explainer
from nnviz.explain.place import places_of

EXACT = 1e-12


def require_sound(trace, most=300):
    """Every branch's factors multiply, and all branches add up, to the engine's gradient; every chain likewise.

    Of one array ``most`` entries are looked at, spread over it. Returns how many there were in all.
    """
    explainer = Explainer(trace)
    count = 0
    for node in trace.graph.nodes:
        every = slice(None, None, max(trace.values[node.index].size // most, 1))
        for place in places_of(trace, node.index, every):
            if trace.gradients[node.index] is None:
                continue
            count += 1
            engine = float(trace.gradients[node.index][place.entry])
            found = explainer.gradient(place)
            terms = [branch.upstream * branch.local.number for branch in found.branches] + [found.rest]
            size = max(math.fsum(map(abs, terms)), 1e-300)
            assert found.value == engine
            assert (engine == 1.0) if found.is_output else abs(math.fsum(terms) - engine) <= EXACT * size, node.name
            for branch in found.branches:  # each factor is itself explained by a derivation
                assert branch.upstream == explainer.gradient(branch.local.of).value
            chain = explainer.chain(place)
            product = chain.upstream * math.prod(local.number for local in chain.locals)
            assert abs(product - engine) <= EXACT * max(abs(engine), 1e-300), node.name
    return count
