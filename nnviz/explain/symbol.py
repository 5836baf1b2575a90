r"""Names as LaTeX: out_h1 -> \mathrm{out}_{h1}, w5 -> w_{5}, hidden.weights[0,1] -> {w^{\text{hidden}}_{0,1}}."""

import re

from nnviz.engine.op import Entry

_ENTRY = re.compile(r"(?P<name>[^\[\]]+)\[(?P<index>\d+(?:, ?\d+)*)\]")
_INDEXED = re.compile(r"(?P<name>[^\W\d_]{1,3})(?P<index>\d+)")
_WORD = re.compile(r"[^\W\d]\w*")
_PLAIN = re.compile(r"[\w.# -]+")
_ARITHMETIC = re.compile(r"[\w .+*/-]+")
_LONGEST_TAIL, _SHORT_HEAD = 3, 2
_HEADS = frozenset({"net", "out", "target", "E", "d"})
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


def is_expression(name: str) -> bool:
    """Whether a name is that of a gate within an expression, and so its text: "y * y"."""
    return not _PLAIN.fullmatch(_ENTRY.sub(r"\g<name>", name)) or " - " in name


def latex_symbol(name: str, entry: Entry = (), prime: bool = False) -> str:
    """A name, or an entry of it, in LaTeX."""
    base, above, below = _split(name)
    index = ",".join(str(k) for k in entry)
    below = ",".join(part for part in (below, index) if part)
    raised = rf"^{{\text{{{escape_latex(above)}}}}}" if above else ""
    text = f"{base}{raised}" + (f"_{{{below}}}" if below else "")
    text = f"{{{text}}}" if above else text
    return f"{text}'" if prime else text


def _split(name: str) -> tuple[str, str, str]:
    """What stands on the line, above it (plain) and below it."""
    entry = _ENTRY.fullmatch(name)
    if entry:
        base, above, below = _split(entry["name"])
        index = entry["index"].replace(" ", "")
        return base, above, f"{below},{index}" if below else index
    if is_expression(name):
        return _expression(name), "", ""
    layer, dot, what = name.rpartition(".")
    if dot and layer:
        return _base(_SHORT.get(what, what)), layer.replace("_", " "), ""
    indexed = _INDEXED.fullmatch(name)
    if indexed:
        return _base(indexed["name"]), "", indexed["index"]
    head, underscore, tail = name.partition("_")
    is_index = len(tail) <= _LONGEST_TAIL and (len(head) <= _SHORT_HEAD or any(map(str.isdigit, tail)))
    if underscore and head and tail and (head in _HEADS or is_index):
        return _base(head), "", tail if re.fullmatch(r"[A-Za-z]?\d*", tail) else rf"\text{{{escape_latex(tail.replace('_', ' '))}}}"
    return _base(name), "", ""


def _base(word: str) -> str:
    if len(word) == 1:
        return rf"\{GREEK[word]}" if word in GREEK else escape_latex(word)
    if re.fullmatch(r"[A-Za-z]+", word):
        return rf"\mathrm{{{word}}}"
    return rf"\text{{{escape_latex(word.replace('_', ' '))}}}"


def _expression(name: str) -> str:
    if "**" in name or not _ARITHMETIC.fullmatch(name):
        return rf"\text{{{escape_latex(name)}}}"
    return _WORD.sub(lambda word: latex_symbol(word[0]), name).replace("*", r"\cdot")
