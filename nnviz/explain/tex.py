"""The LaTeX that derivations and lessons are written in, read as a tree: rows of atoms, fractions, scripts, roots and brackets."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from nnviz.explain.symbol import GREEK

Kind = Literal["ord", "bin", "rel", "open", "close", "punct", "op", "word"]


@dataclass(frozen=True, slots=True, eq=False)
class Glyphs:
    """Letters or signs side by side; ``kind`` decides on the space round them (The TeXbook, chapter 18)."""

    text: str
    kind: Kind = "ord"
    italic: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """Pieces side by side."""

    items: "tuple[Tex, ...]"


@dataclass(frozen=True, slots=True, eq=False)
class Fraction:
    """One piece over another; ``large``: no smaller in a line of text than by itself."""

    over: "Tex"
    under: "Tex"
    large: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Script:
    """A piece with others above and below its right end."""

    base: "Tex"
    above: "Tex | None" = None
    below: "Tex | None" = None


@dataclass(frozen=True, slots=True, eq=False)
class Root:
    """A square root."""

    inner: "Tex"


@dataclass(frozen=True, slots=True, eq=False)
class Fence:
    """Brackets that grow with what is in them."""

    left: str
    inner: Row
    right: str


@dataclass(frozen=True, slots=True, eq=False)
class Linked:
    r"""\link{number}{inner}: a piece that can be pointed at."""

    number: int
    inner: "Tex"


@dataclass(frozen=True, slots=True, eq=False)
class Fold:
    r"""\fold{count}: so many pieces left out."""

    count: int


@dataclass(frozen=True, slots=True, eq=False)
class Gap:
    """Air, so many em wide."""

    width: float


@dataclass(frozen=True, slots=True, eq=False)
class Accent:
    """A sign above a piece."""

    sign: str
    inner: "Tex"


Tex = Glyphs | Row | Fraction | Script | Root | Fence | Linked | Fold | Gap | Accent

_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|[\d.]+|\s+|.", re.DOTALL)
_RAW = re.compile(r"\{((?:[^{}\\]|\\[A-Za-z]+\{\}|\\.)*)\}")
_NAMES = {name: name for name in ("log", "ln", "exp", "max", "min", "arg", "sin", "cos", "tan", "tanh", "lim", "det")}
_NAMES |= {"sum": "∑", "prod": "∏", "int": "∫"}
_GAPS = {r"\,": 3 / 18, r"\:": 4 / 18, r"\;": 5 / 18, r"\!": -3 / 18, r"\ ": 0.25, "~": 0.25, r"\quad": 1.0, r"\qquad": 2.0}
_ACCENTS = {r"\hat": "ˆ", r"\tilde": "˜", r"\bar": "¯", r"\dot": "˙", r"\vec": "→"}
_BOLD = {chr(ord(first) + k): chr(start + k) for first, start in (("A", 0x1D400), ("a", 0x1D41A)) for k in range(26)}
_SIGNS: dict[str, tuple[str, Kind]] = {
    "+": ("+", "bin"), "-": ("−", "bin"), "*": ("∗", "bin"), "=": ("=", "rel"), "<": ("<", "rel"), ">": (">", "rel"),
    "(": ("(", "open"), "[": ("[", "open"), ")": (")", "close"), "]": ("]", "close"), ",": (",", "punct"),
    r"\cdot": ("⋅", "bin"), r"\times": ("×", "bin"), r"\odot": ("⊙", "bin"),
    r"\to": ("→", "rel"), r"\rightarrow": ("→", "rel"), r"\leftarrow": ("←", "rel"), r"\Rightarrow": ("⇒", "rel"),
    r"\leq": ("≤", "rel"), r"\le": ("≤", "rel"), r"\geq": ("≥", "rel"), r"\ge": ("≥", "rel"), r"\neq": ("≠", "rel"),
    r"\ne": ("≠", "rel"), r"\approx": ("≈", "rel"), r"\equiv": ("≡", "rel"), r"\sim": ("∼", "rel"), r"\in": ("∈", "rel"),
    r"\mid": ("∣", "rel"), r"\pm": ("±", "bin"), r"\circ": ("∘", "bin"), r"\nabla": ("∇", "ord"), r"\ell": ("ℓ", "ord"),
    r"\top": ("⊤", "ord"), r"\infty": ("∞", "ord"), r"\dots": ("…", "ord"), r"\ldots": ("…", "ord"),
    r"\cdots": ("⋯", "ord"), r"\partial": ("∂", "ord"),
}  # fmt: skip
_OPEN = ("bin", "rel", "open", "punct", "op")
_LETTERS = {name: letter for letter, name in GREEK.items()}
_ESCAPED = {r"\textbackslash{}": "\\", r"\textasciicircum{}": "^", r"\textasciitilde{}": "~"}


def parse(latex: str) -> Row:
    """Reads a formula. Raises ValueError for what is not known."""
    parser = _Parser(latex)
    row = parser.row("")
    if parser.rest:
        raise ValueError(f"“{latex}”: “{parser.rest}” is one too many")
    return row


class _Parser:
    def __init__(self, latex: str) -> None:
        self._latex, self._at = latex, 0

    @property
    def rest(self) -> str:
        return self._latex[self._at :]

    def row(self, end: str) -> Row:
        """Pieces up to ``end``, which is left there."""
        items: list[Tex] = []
        while (token := self._peek()) not in (end, "", "}", r"\right"):
            self._at += len(token)
            if token.isspace():
                continue
            if token in ("^", "_", "'"):
                items[-1:] = [self._script(items[-1] if items else Row(()), token)]
            else:
                items += self._items(token, items)
        return Row(tuple(items))

    def _items(self, token: str, before: list[Tex]) -> list[Tex]:
        if token in (r"\text", r"\mathrm", r"\mathbf", r"\operatorname"):
            return self._words(token)
        return [self._item(token, before)]

    def _item(self, token: str, before: list[Tex]) -> Tex:
        if token in _GAPS:
            return Gap(_GAPS[token])
        if token in _ACCENTS:
            return Accent(_ACCENTS[token], self._argument())
        match token:
            case "{":
                return self._group()
            case r"\frac" | r"\tfrac" | r"\dfrac":
                return Fraction(self._argument(), self._argument(), token == r"\dfrac")
            case r"\sqrt":
                return Root(self._argument())
            case r"\left":
                return self._fence()
            case r"\link":
                return Linked(int(self._raw()), self._argument())
            case r"\fold":
                return Fold(int(self._raw()))
        return self._glyphs(token, before)

    def _glyphs(self, token: str, before: list[Tex]) -> Glyphs:
        if token in _SIGNS:
            text, kind = _SIGNS[token]
            last = before[-1] if before else Glyphs("", "open")
            if kind == "bin" and isinstance(last, Glyphs) and last.kind in _OPEN:
                kind = "ord"  # with nothing before it to join, it belongs to what follows
            return Glyphs(text, kind, text == "∂")
        if token[0] != "\\":
            return Glyphs(token, italic=token.isalpha())
        name = token[1:]
        if name in _NAMES:
            return Glyphs(_NAMES[name], "op")
        if name in _LETTERS:
            is_function = self._latex.startswith(r"\left(", self._at)  # as in σ(x)
            return Glyphs(_LETTERS[name], "op" if is_function else "ord", name[0].islower())
        if not name.isalpha():
            return Glyphs(name)
        raise ValueError(f"“{self._latex}”: {token} is not known")

    def _script(self, base: Tex, token: str) -> Tex:
        script = base if isinstance(base, Script) else Script(base)
        if token == "_":
            return replace(script, below=self._argument())
        added: Tex = Glyphs("′") if token == "'" else self._argument()
        return replace(script, above=added if script.above is None else Row((script.above, added)))

    def _fence(self) -> Fence:
        left = self._end()
        inner = self.row(r"\right")
        if self._take() != r"\right":
            raise ValueError(f"“{self._latex}”: there is no \\right for a \\left")
        return Fence(left, inner, self._end())

    def _end(self) -> str:
        """A bracket; nothing for a dot."""
        return self._take().removeprefix("\\").removesuffix(".")

    def _argument(self) -> Tex:
        token = self._take()
        while token.isspace():
            token = self._take()
        return self._group() if token == "{" else self._item(token, [])

    def _group(self) -> Tex:
        row = self.row("}")
        if self._take() != "}":
            raise ValueError(f"“{self._latex}”: a bracket is not closed")
        return row.items[0] if len(row.items) == 1 else row

    def _words(self, token: str) -> list[Tex]:
        """Text word by word, so that it can be broken into lines; a name in one piece."""
        text = self._raw()
        for written, meant in _ESCAPED.items():
            text = text.replace(written, meant)
        text = re.sub(r"\\(.)", r"\1", text)
        if token == r"\mathbf":
            return [Glyphs("".join(_BOLD.get(letter, letter) for letter in text))]
        if token == r"\operatorname":
            return [Glyphs(text, "op")]
        if token == r"\mathrm" or " " not in text:
            return [Glyphs(text)]
        return [Glyphs(word, "word") for word in re.findall(r"\s*\S+(?:\s+$)?", text)]

    def _raw(self) -> str:
        found = _RAW.match(self._latex, self._at)
        if found is None:
            raise ValueError(f"“{self._latex}”: expected a group in curly brackets at “{self.rest}”")
        self._at = found.end()
        return found[1]

    def _peek(self) -> str:
        found = _TOKEN.match(self._latex, self._at)
        return found[0] if found else ""

    def _take(self) -> str:
        token = self._peek()
        if not token:
            raise ValueError(f"“{self._latex}” ends too early")
        self._at += len(token)
        return token
