"""Datasets: toy sources, files of every format, train/test split; knows no network."""
