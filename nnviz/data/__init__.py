"""Datasets: toy sources, CSV tables, train/test split; knows no network."""
