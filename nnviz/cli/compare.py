"""nnviz compare: two documents trained fold by fold on the same examples, and how far apart they are."""

import sys
from argparse import Namespace
from itertools import pairwise

from nnviz.cli.failure import DONE, BadInputError, FailedError
from nnviz.cli.number import Json, plain, print_json
from nnviz.cli.option import JSON, Option
from nnviz.cli.progress import Progress
from nnviz.document.document import Document
from nnviz.files.load import load
from nnviz.training.crossvalidation import FoldResult, folds_of, spread, train_fold

_DIFFERENCE = "difference"


OPTIONS: tuple[Option, ...] = (
    (("files",), {"nargs": 2, "metavar": "FILE", "help": "documents, or names of examples, of the same data"}),
    (("--folds",), {"type": int, "default": 5, "metavar": "K", "help": "into so many parts the examples are split"}),
    (("--epochs",), {"type": int, "metavar": "N", "help": "instead of each document's own"}), JSON,
)


def work(arguments: Namespace) -> int:
    """Carries the command out; raises DocumentError, BadInputError, and FailedError where training diverged."""
    if arguments.epochs is not None and arguments.epochs < 0:
        raise BadInputError(f"--epochs {arguments.epochs}: expected 0 or more")
    documents = [load(file) for file in arguments.files]
    results = []
    for file, document in zip(arguments.files, documents, strict=True):
        try:
            parts = folds_of(document, arguments.folds)
            _require_same_examples(documents)
            results.append(_train(parts, file, arguments.epochs))
        except ValueError as error:
            raise BadInputError(f"{file}: {error}") from None
    if arguments.json:
        told = [_as_json(file, found) for file, found in zip(arguments.files, results, strict=True)]
        print_json({"folds": arguments.folds, "documents": list[Json](told)})
    else:
        _print_text(arguments.files, results)
    return DONE


def _require_same_examples(documents: list[Document]) -> None:
    """The folds are compared one by one, so they must hold the same examples."""
    first, second = (document.dataset() for document in documents)
    if first.count != second.count:
        raise ValueError(f"{first.count:,} examples and {second.count:,} can't be compared, expected the same data in both")


def _train(parts: list[Document], file: str, epochs: int | None) -> list[FoldResult]:
    progress, found = Progress(sys.stderr, len(parts)), []
    try:
        for number, part in enumerate(parts):
            *_, result = train_fold(part, epochs)
            assert result is not None
            if result.problem:
                raise FailedError(f"{file}, fold {number + 1}: {result.problem}")
            found.append(result)
            progress.show(number + 1, result.test_loss)
    finally:
        progress.close()
    return found


def _as_json(file: str, results: list[FoldResult]) -> dict[str, Json]:
    keys = ("train_loss", "test_loss", "train_accuracy", "test_accuracy")
    return {"file": file, **{key: [plain(getattr(result, key)) for result in results] for key in keys}}


def _print_text(files: list[str], results: list[list[FoldResult]]) -> None:
    width = max(len(word) for word in (*files, _DIFFERENCE))
    print(f"{len(results[0])} folds; mean and standard deviation over them")
    for key, title in (("test_loss", "test loss"), ("test_accuracy", "test accuracy"), ("train_loss", "training loss")):
        columns = [[getattr(result, key) for result in found] for found in results]
        if any(number is None for column in columns for number in column):
            continue
        print(f"\n{title}")
        for file, column in zip(files, columns, strict=True):
            print(f"  {file:<{width}}  {_words(column)}")
        for one, other in pairwise(columns):
            print(f"  {_DIFFERENCE:<{width}}  {_words([b - a for a, b in zip(one, other, strict=True)])}, fold by fold")


def _words(numbers: list[float]) -> str:
    found = spread(numbers)
    return f"{found.mean:.4g} ± {found.deviation:.2g}"
