"""nnviz train: trains the network of a file, with a progress bar on standard error."""

import os
import sys
import time
from argparse import Namespace
from pathlib import Path

import numpy as np

from nnviz.cli.assignment import as_setting, split_assignments
from nnviz.cli.failure import DONE, BadInputError, FailedError
from nnviz.cli.number import Json, plain, print_json
from nnviz.cli.option import FILE, JSON, Option, assignments
from nnviz.cli.progress import Progress
from nnviz.document.document import Document
from nnviz.files.load import find, load
from nnviz.files.problem import DocumentError
from nnviz.files.save import save
from nnviz.training.event import Diverged, Stopped
from nnviz.training.setting import SettingError, changed, settings_of
from nnviz.training.trainer import Trainer

OPTIONS: tuple[Option, ...] = (
    FILE, assignments("KEY=VALUE"), JSON,
    (("--steps",), {"type": int, "metavar": "N", "help": "so many updates; 0 only evaluates"}),
    (("--epochs",), {"type": int, "metavar": "N", "help": "so many passes over the training examples"}),
    (("--save",), {"metavar": "PATH", "help": "write the document with the trained parameters"}),
)


def work(arguments: Namespace) -> int:
    """Carries the command out; raises DocumentError, BadInputError, and FailedError where training diverged or saving failed."""
    document = with_settings(load(arguments.file), split_assignments(arguments.set))
    if document.network is None:
        raise BadInputError(f"{arguments.file}: a circuit is not trained, expected a file with [network]")
    for name, number in (("--steps", arguments.steps), ("--epochs", arguments.epochs)):
        if number is not None and number < 0:
            raise BadInputError(f"{name} {number}: expected 0 or more")
    if arguments.steps is not None and arguments.epochs is not None:
        raise BadInputError("expected --steps or --epochs, not both")
    if arguments.save:
        _require_writable(Path(arguments.save))
    trainer = Trainer(document)
    steps = trainer.steps_in(arguments.epochs) if arguments.steps is None else arguments.steps
    begun = time.perf_counter()
    problem, stop = _train(trainer, steps)
    seconds = time.perf_counter() - begun
    if arguments.save:
        _save(trainer, Path(arguments.save), find(arguments.file))
    if arguments.json:
        print_json({**_as_json(trainer, seconds), "best_step": None if stop is None else stop.best})
    else:
        _print_text(trainer, seconds)
        if stop is not None:
            print(stop.message)
    if problem:
        raise FailedError(problem)
    return DONE


def with_settings(document: Document, texts: dict[str, str]) -> Document:
    """The document with settings as --set gives them. Raises BadInputError for one that can't be."""
    for key, text in texts.items():
        try:
            document = changed(document, key, as_setting(key, text, settings_of(document)))
        except SettingError as error:
            raise BadInputError(f"--set {key}={text}: {error}") from None
    return document


def _train(trainer: Trainer, steps: int) -> tuple[str, Stopped | None]:
    """Trains; returns what went wrong, if anything did, and how it ended where the settings' patience did."""
    progress, stop = Progress(sys.stderr, steps), None
    try:
        for event in trainer.events(steps):
            if isinstance(event, Diverged):
                return event.message, None
            if isinstance(event, Stopped):
                stop = event
            progress.show(trainer.step, trainer.batch_loss)
    except KeyboardInterrupt:
        return f"Stopped at step {trainer.step:,}.", None
    finally:
        progress.close()
    return "", stop


def _require_writable(path: Path) -> None:
    """Refuses before the work what could not be saved after it."""
    if path.is_dir():
        raise BadInputError(f"--save {path}: this is a directory, expected a file")
    if not path.parent.is_dir():
        raise BadInputError(f"--save {path}: there is no directory {path.parent}")
    if not os.access(path.parent, os.W_OK):
        raise BadInputError(f"--save {path}: no permission to write to {path.parent}")


def _save(trainer: Trainer, path: Path, like: Path) -> None:
    try:
        save(trainer.as_document(), path, like)
    except DocumentError as error:
        raise FailedError(str(error)) from None


def _as_json(trainer: Trainer, seconds: float) -> dict[str, Json]:
    return {
        "title": trainer.document.title,
        "steps": trainer.step,
        "epochs": trainer.epoch,
        "loss": {split: plain(trainer.loss(split)) for split in ("train", "test")},
        "accuracy": {split: trainer.accuracy(split) for split in ("train", "test")},
        "predictions": plain(trainer.model.answers(np.arange(trainer.model.dataset.count))),
        "parameters": {name: plain(value) for name, value in trainer.parameters.items()},
        "seconds": seconds,
        "steps_per_second": trainer.step / seconds if trainer.step and seconds else None,
    }


def _print_text(trainer: Trainer, seconds: float) -> None:
    print(trainer.document.title)
    print(f"{_count(trainer.step, 'step')}, {_count(trainer.epoch, 'epoch')}, {seconds:.2f} s")
    for split in ("train", "test"):
        loss, accuracy = trainer.loss(split), trainer.accuracy(split)
        if not np.isnan(loss):
            share = "" if accuracy is None else f", accuracy {accuracy:.1%}"
            print(f"{split}: loss {loss:.10g}{share}")


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
