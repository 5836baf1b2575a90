"""What a session is about: a circuit or a network, with the numbers put in, behind one face."""

from dataclasses import dataclass

from nnviz.document.document import Document
from nnviz.session.branch import Branch, Branches
from nnviz.session.circuit_subject import CircuitSubject
from nnviz.session.network_subject import NetworkSubject
from nnviz.training.trainer import Trainer

__all__ = ["CircuitSubject", "Memento", "NetworkSubject", "Subject", "subject_of"]

Subject = CircuitSubject | NetworkSubject


def subject_of(document: Document) -> Subject:
    """A subject for a document, with its first numbers. Raises DataError where its data file can't be used."""
    if document.network is None:
        subject = CircuitSubject(document)
        subject.trace(0)  # here, where it may be off the window's thread, and not at its first sight
        return subject
    return NetworkSubject(Branches(Branch(Trainer(document))))


@dataclass(frozen=True, slots=True)
class Memento:
    """What undo goes back to: what had been done, and the step."""

    past: object
    step: int
