"""Lessons and Predict: what is taught, asked and answered."""
