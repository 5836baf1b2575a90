r"""How names are read, and how LaTeX writes them: out_h1 -> \mathrm{out}_{h1}, hidden.weights[0,1] -> {w^{\text{hidden}}_{0,1}}."""

import ast
import re
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from nnviz.engine.op import Entry, Operand
from nnviz.explain.expression import ExpressionWriter

_ENTRY = re.compile(r"(?P<name>[^\[\]]+)\[(?P<index>\d+(?:, ?\d+)*)\]")
_INDEXED = re.compile(r"(?P<name>[^\W\d_]{1,3})(?P<index>\d+)")
_PLAIN = re.compile(r"[\w.# -]+")
_FACTORS = re.compile(r"(?:[^\W\d_]\d+){2,}")
_LONGEST_TAIL, _SHORT_HEAD = 3, 2
_HEADS = frozenset({"net", "out", "target", "E", "b", "d"})
_SHORT = {"weights": "w", "bias": "b"}
_ESCAPES = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}",
}  # fmt: skip
GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "varepsilon", "ζ": "zeta", "η": "eta", "θ": "theta", "ι": "iota",
    "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma", "τ": "tau", "υ": "upsilon",
    "φ": "varphi", "χ": "chi", "ψ": "psi", "ω": "omega", "Γ": "Gamma", "Δ": "Delta", "Θ": "Theta", "Λ": "Lambda", "Ξ": "Xi",
    "Π": "Pi", "Σ": "Sigma", "Φ": "Phi", "Ψ": "Psi", "Ω": "Omega",
}  # fmt: skip
"""Letter -> its name in LaTeX."""

_WORDS = {
    "<": r"$<$", ">": r"$>$", "|": r"$|$", "−": "$-$", "×": r"$\times$", "·": r"$\cdot$", "÷": r"$\div$", "→": r"$\to$",
    "…": r"\ldots{}", "½": r"$\frac{1}{2}$", "′": "$'$", "–": "--", "²": "$^2$", "ⁿ": "$^n$", "∂": r"$\partial$", "∇": r"$\nabla$",
    **{letter: rf"$\{name}$" for letter, name in GREEK.items()},
}  # fmt: skip


def escape_latex(text: str) -> str:
    """Text as LaTeX shows it, outside mathematics."""
    return "".join(_ESCAPES.get(character, character) for character in text)


def latex_words(text: str) -> str:
    """Text with signs and Greek letters in it as LaTeX shows it, outside mathematics."""
    return "".join(_WORDS.get(character, character) for character in escape_latex(text))

_KEPT = 4096
"""So many names that were read and written last are kept: a derivation has few, and has them often."""


@lru_cache(_KEPT)
def is_expression(name: str) -> bool:
    """Whether a name is that of a gate within an expression, and so its text: "y * y"."""
    return not _PLAIN.fullmatch(_ENTRY.sub(r"\g<name>", name)) or " - " in name or name.startswith("-")


@dataclass(frozen=True, slots=True)
class NameParts:
    """A name as it is read: the word on the line, the layer that it belongs to, and what stands below; "" where there is none."""

    word: str
    layer: str = ""
    below: str = ""


@lru_cache(_KEPT)
def name_parts(name: str) -> NameParts:
    """out_h1 is out with h1 below it, w5 w with 5 below, hidden.weights[0,1] the layer hidden's w with 0,1 below."""
    entry = _ENTRY.fullmatch(name)
    if entry and not is_expression(entry["name"]):
        parts, index = name_parts(entry["name"]), entry["index"].replace(" ", "")
        return replace(parts, below=f"{parts.below},{index}" if parts.below else index)
    if is_expression(name):
        return NameParts(name)
    layer, dot, what = name.rpartition(".")
    if dot and layer:
        return NameParts(_SHORT.get(what, what), layer)
    indexed = _INDEXED.fullmatch(name)
    if indexed:
        return NameParts(indexed["name"], below=indexed["index"])
    head, underscore, tail = name.partition("_")
    is_index = len(tail) <= _LONGEST_TAIL and (len(head) <= _SHORT_HEAD or any(map(str.isdigit, tail)))
    if underscore and head and tail and (head in _HEADS or is_index):
        return NameParts(head, below=tail)
    return NameParts(name)


@lru_cache(_KEPT)
def latex_symbol(name: str, entry: Entry = (), prime: bool = False) -> str:
    """A name, or an entry of it, in LaTeX."""
    parts = name_parts(name)
    index = ",".join(str(k) for k in entry)
    below = ",".join(part for part in (_below(parts.below), index) if part)
    raised = rf"^{{\text{{{escape_latex(parts.layer.replace('_', ' '))}}}}}" if parts.layer else ""
    base = _expression(parts.word) if is_expression(parts.word) else _base(parts.word)
    text = f"{base}{raised}" + (f"_{{{below}}}" if below else "")
    text = f"{{{text}}}" if parts.layer else text
    return f"{text}'" if prime else text


def _below(text: str) -> str:
    return text if re.fullmatch(r"[A-Za-z]?[\d,]*", text) else rf"\text{{{escape_latex(text.replace('_', ' '))}}}"


def indexed_factors(word: str) -> list[tuple[str, str]]:
    """The factors, each with its index, of a word that is written as their product: w0x0 is w with 0 below and x with 0 below."""
    return re.findall(r"(\D)(\d+)", word) if _FACTORS.fullmatch(word) else []


def _base(word: str) -> str:
    if indexed_factors(word):
        return r"\,".join(f"{letter}_{{{index}}}" for letter, index in indexed_factors(word))
    if len(word) == 1:
        return rf"\{GREEK[word]}" if word in GREEK else escape_latex(word)
    if re.fullmatch(r"[A-Za-z]+", word):
        return rf"\mathrm{{{word}}}"
    return rf"\text{{{escape_latex(word.replace('_', ' '))}}}"


def _expression(name: str) -> str:
    """The text of a gate within an expression, typeset as formulas are; its second namesake by a 2 below brackets."""
    text, _, number = name.partition("#")
    try:
        tree = ast.parse(text.strip(), mode="eval").body
        inner = f"{ExpressionWriter(partial(_leaf, text.strip()), level=True).write(tree)!s}"
    except (SyntaxError, KeyError):
        return rf"\text{{{escape_latex(name)}}}"
    return rf"\left({inner}\right)_{{{number}}}" if number else inner


def _leaf(text: str, node: ast.expr) -> Operand:
    """A name, a number, an entry, or dots; raises KeyError for all else."""
    match node:
        case ast.Name(id=name):
            return Operand(latex_symbol(name))
        case ast.Constant(value=value):
            return Operand(r"\ldots" if value is Ellipsis else f"{value!r}")
        case ast.Attribute() | ast.Subscript(value=ast.Name() | ast.Attribute()):
            return Operand(latex_symbol("".join((ast.get_source_segment(text, node) or "").split())))
    raise KeyError(text)
