"""nnviz compare: two documents trained fold by fold on the same examples, and how far apart they are."""

import sys
from argparse import Namespace

from nnviz.cli.failure import DONE, BadInputError, FailedError
from nnviz.cli.number import Json, plain, print_json
from nnviz.cli.option import JSON, Option
from nnviz.cli.progress import Progress
from nnviz.files.load import load
from nnviz.training.crossvalidation import FoldResult
from nnviz.training.fold_race import FoldRace

OPTIONS: tuple[Option, ...] = (
    (("files",), {"nargs": 2, "metavar": "FILE", "help": "documents, or names of examples, of the same data"}),
    (("--folds",), {"type": int, "default": 5, "metavar": "K", "help": "into so many parts the examples are split"}),
    (("--epochs",), {"type": int, "metavar": "N", "help": "instead of each document's own"}),
    (("--seed",), {"type": int, "metavar": "S", "help": "of folds and weights, instead of the first document's"}), JSON,
)


def work(arguments: Namespace) -> int:
    """Carries the command out; raises DocumentError, BadInputError, and FailedError where training diverged."""
    contenders = [(file, load(file)) for file in arguments.files]
    try:
        race = FoldRace(contenders, arguments.folds, arguments.epochs, arguments.seed)
        _run(race)
    except ValueError as error:
        raise BadInputError(str(error)) from None
    if race.problem:
        raise FailedError(race.problem)
    if arguments.json:
        told = [_as_json(file, found) for file, found in zip(arguments.files, race.results, strict=True)]
        print_json({"folds": arguments.folds, "documents": list[Json](told)})
    else:
        print(race.report())
    return DONE


def _run(race: FoldRace) -> None:
    total = race.folds * len(race.names)
    progress = Progress(sys.stderr, total)
    try:
        for _ in race.steps():
            if race.results[0]:
                progress.show(int(race.progress * total), race.results[0][-1].test_loss)
    finally:
        progress.close()


def _as_json(file: str, results: list[FoldResult]) -> dict[str, Json]:
    keys = ("train_loss", "test_loss", "train_accuracy", "test_accuracy")
    return {"file": file, **{key: [plain(getattr(result, key)) for result in results] for key in keys}}
