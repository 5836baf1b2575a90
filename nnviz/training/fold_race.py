"""Documents against each other, or one by itself: trained fold by fold on the same examples, and what comes of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from nnviz.data.problem import DataError
from nnviz.document.check_training import SEED_LIMIT
from nnviz.document.document import Document
from nnviz.training.crossvalidation import FoldResult, fold_of, spread, train_fold

MEASURES: Mapping[str, str] = {"test_loss": "test loss", "test_accuracy": "test accuracy", "train_loss": "training loss"}
"""Number of a fold -> what it is called."""
DIFFERENCE = "difference"


class FoldRace:
    """Trains each of the contenders, (name, document), on each fold. ``run`` may be called in any thread, the rest read meanwhile.

    All have one ``seed``, that of the first where none is given: it makes the folds, and draws examples and weights. Raises
    ValueError where a contender is a circuit, the seed is none, or there are fewer than no epochs.
    """

    def __init__(
        self, contenders: Sequence[tuple[str, Document]], folds: int, epochs: int | None = None, seed: int | None = None
    ) -> None:
        self.names = tuple(name for name, _ in contenders)
        self.folds = folds
        self.results: tuple[list[FoldResult], ...] = tuple([] for _ in contenders)
        """For each contender those of the folds that are done, in order."""
        self.problem = ""
        """Which fold of which contender failed, and why: then the race is over."""
        self._epochs, self._share, self._cancelled = epochs, 0.0, False
        self._seed = contenders[0][1].training.seed if seed is None else seed
        if not 0 <= self._seed < SEED_LIMIT:
            raise ValueError(f"the seed is {self._seed}, expected a whole number from 0 to 2^63")
        if epochs is not None and epochs < 0:
            raise ValueError(f"the epochs are {epochs}, expected 0 or more")
        self._documents = [document for _, document in contenders]
        for number in range(len(contenders)):
            self._fold_of(number, 0)

    def _fold_of(self, number: int, fold: int) -> Document:
        """One fold of one of the contenders, both from 0: they are made one by one, however many were asked for."""
        document = self._documents[number]
        try:
            return fold_of(replace(document, training=replace(document.training, seed=self._seed)), fold, self.folds)
        except ValueError as error:
            raise ValueError(f"{self.names[number]}: {error}") from None

    def _require_same_examples(self) -> None:
        """Each fold is compared by itself, so it must hold the same examples."""
        first, *others = (document.dataset().count for document in self._documents)
        for count in others:
            if count != first:
                raise ValueError(f"{first:,} examples and {count:,} can't be compared, expected the same data in both")
        try:
            self._fold_of(0, 0).dataset()
        except DataError:
            raise
        except ValueError as error:
            raise ValueError(f"{self.names[0]}: {error}") from None

    @property
    def progress(self) -> float:
        """The share of the work that is done, 0..1."""
        done = sum(map(len, self.results))
        return min((done + self._share) / (self.folds * len(self.names)), 1.0)

    @property
    def done(self) -> bool:
        """Whether every fold of every contender is."""
        return all(len(found) == self.folds for found in self.results)

    def cancel(self) -> None:
        """Stops after the updates at hand; what is done stays."""
        self._cancelled = True

    def run(self) -> None:
        """Trains until all is done, something fails or it is cancelled.

        Raises ValueError where the contenders have other numbers of examples, or too few; DataError for a bad data file.
        """
        for _ in self.steps():
            pass

    def steps(self) -> Iterator[None]:
        """The same, stride by stride."""
        self._require_same_examples()
        for fold in range(self.folds):
            for number, (name, found) in enumerate(zip(self.names, self.results, strict=True)):
                for event in train_fold(self._fold_of(number, fold), self._epochs):
                    yield
                    if self._cancelled:
                        return
                    if not isinstance(event, FoldResult):
                        self._share = event
                    elif event.problem:
                        self.problem = f"{name}, fold {fold + 1}: {event.problem}"
                        return
                    else:
                        self._share = 0.0
                        found.append(event)

    def columns(self, measure: str) -> list[list[float]]:
        """One of MEASURES of each contender, fold by fold; none where one of them hasn't got it."""
        found = [[getattr(result, measure) for result in list(results)] for results in self.results]
        return [] if any(number is None for column in found for number in column) else found

    def report(self) -> str:
        """All of it in words: mean and standard deviation of each, and of the differences fold by fold."""
        width = max(len(word) for word in (*self.names, DIFFERENCE))
        lines = [f"{len(self.results[0])} folds; mean and standard deviation over them"]
        for measure, title in MEASURES.items():
            columns = self.columns(measure)
            lines += ["", title] if columns else []
            lines += [f"  {name:<{width}}  {spread_words(column)}" for name, column in zip(self.names, columns, strict=False)]
            for one, other in pairwise(columns):
                lines.append(f"  {DIFFERENCE:<{width}}  {spread_words(differences(one, other))}, fold by fold")
        return "\n".join(lines)


def differences(one: Sequence[float], other: Sequence[float]) -> list[float]:
    """How much more the other has, fold by fold, as far as both are."""
    return [b - a for a, b in zip(one, other, strict=False)]


def spread_words(numbers: list[float]) -> str:
    """Mean and standard deviation: "0.93 ± 0.02"."""
    found = spread(numbers)
    return f"{found.mean:.4g} ± {found.deviation:.2g}"
