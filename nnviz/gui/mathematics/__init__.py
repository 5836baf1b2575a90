"""Typeset mathematics: boxes over a bundled face, formulas and text with mathematics in it."""
