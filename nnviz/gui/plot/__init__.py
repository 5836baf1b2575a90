"""Plots of the run: curves, distributions, surfaces, examples, and the panel that shows them."""
