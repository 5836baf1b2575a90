"""The laboratory of local patterns: one pixel of the picture on show, its neighbours, and the codes they make (lecture, part 7)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.data.album import Album
from nnviz.data.feature import NEIGHBOURS, SMALLEST, WEIGHTS, differences, histograms, lbp_codes, ltp_codes
from nnviz.session.announcer import Announcer
from nnviz.session.session import Session

Floats = NDArray[np.float64]
Codes = NDArray[np.uint8]

BINARY, TERNARY = "lbp", "ltp"
_TOLERANCE = 0.1
"""As a share of white, where the document gives none."""


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """One code of a pixel: its ``title``, the bits (8,) of its neighbours clockwise from the upper left, and the code."""

    title: str
    bits: tuple[int, ...]
    code: int

    @property
    def parts(self) -> tuple[int, ...]:
        """What each bit adds to the code."""
        return tuple(bit * weight for bit, weight in zip(self.bits, WEIGHTS, strict=True))


class PatternLab(Announcer):
    """A pixel (row, column) that has eight neighbours, in the picture that a session shows. Announces "patterns".

    ``known`` neighbours of it have been looked at, 0 to 8, clockwise from the upper left.
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.kind = BINARY
        self._pixel: tuple[int, int] | None = None
        self.known = len(NEIGHBOURS)
        self._share: float | None = None

    @property
    def album(self) -> Album | None:
        """The pictures; None where the document has none, or none that have neighbourhoods."""
        trainer = self._session.trainer
        album = None if trainer is None else trainer.model.dataset.album
        return None if album is None or min(album.shape) < SMALLEST else album

    @property
    def _pictures(self) -> Album:
        assert self.album is not None, "asked for only where there are pictures"
        return self.album

    # ---- what is looked at

    def choose_kind(self, kind: str) -> None:
        """Binary or ternary patterns."""
        self.kind = kind
        self.announce("patterns")

    def choose_pixel(self, row: int, column: int) -> None:
        """Another pixel: the nearest that has eight neighbours."""
        self._pixel = row, column
        self._pixel = self.pixel
        self.announce("patterns")

    @property
    def pixel(self) -> tuple[int, int]:
        """The pixel that is looked at, the one in the middle at first: in another picture the nearest that has eight neighbours."""
        height, width = self._pictures.shape
        row, column = self._pixel or (height // 2, width // 2)
        return min(max(row, 1), height - 2), min(max(column, 1), width - 2)

    def set_tolerance(self, tolerance: float) -> None:
        """By how much a neighbour has to differ, in the pictures' units. Raises ValueError where it is not from 0 to white."""
        white = self._pictures.white
        if not 0.0 <= tolerance <= white:
            raise ValueError(f"The tolerance is {tolerance:g}, expected a number from 0 to {white:g}, which is white")
        self._share = tolerance / white
        self.announce("patterns")

    def look_on(self) -> None:
        """One neighbour further; after the last, none is known any more."""
        self.known = (self.known + 1) % (len(NEIGHBOURS) + 1)
        self.announce("patterns")

    def follow(self) -> None:
        """Another document or example is on show: the pixel stays where it can."""
        if self.album is not None:
            self.announce("patterns")

    @property
    def tolerance(self) -> float:
        """The tolerance in the pictures' units: as set here, as the document has it, or a tenth of white."""
        album = self._pictures
        if self._share is None:
            return album.tolerance or _TOLERANCE * album.white
        return self._share * album.white

    # ---- what comes of it

    @property
    def picture(self) -> Floats:
        """The picture on show, (H, W), in its own units."""
        found: Floats = self._pictures.pictures(np.array([self._session.example]))[0]
        return found

    @property
    def patch(self) -> Floats:
        """The pixel and its neighbours, (3, 3)."""
        row, column = self.pixel
        return self.picture[row - 1 : row + 2, column - 1 : column + 2]

    @property
    def digits(self) -> tuple[int, ...]:
        """Each neighbour against the middle: 1 or 0 in a binary pattern; 1, 0 or -1 in a ternary one."""
        apart = np.array([float(found[0, 0, 0]) for found in differences(self.patch[None])])
        if self.kind == BINARY:
            return tuple((apart >= 0).astype(int).tolist())
        return tuple(((apart >= self.tolerance).astype(int) - (apart <= -self.tolerance).astype(int)).tolist())

    @property
    def patterns(self) -> tuple[Pattern, ...]:
        """The pixel's codes: one, or the upper and the lower."""
        return tuple(
            Pattern(title, tuple((int(codes[0, 0]) // weight) % 2 for weight in WEIGHTS), int(codes[0, 0]))
            for title, codes in self._codes(self.patch)
        )

    def maps(self) -> list[tuple[str, Codes]]:
        """The codes (H - 2, W - 2) of the whole picture, by title."""
        return self._codes(self.picture)

    def shares(self) -> list[tuple[str, Floats]]:
        """The histogram (256,) of the whole picture's codes, by title."""
        return [(title, histograms(codes[None])[0]) for title, codes in self.maps()]

    def _codes(self, picture: Floats) -> list[tuple[str, Codes]]:
        if self.kind == BINARY:
            return [("binary pattern", lbp_codes(picture[None])[0])]
        upper, lower = ltp_codes(picture[None], self.tolerance)
        return [("upper pattern", upper[0]), ("lower pattern", lower[0])]
