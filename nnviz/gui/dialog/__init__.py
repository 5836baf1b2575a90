"""Dialogs: opening and exporting, what takes long, checks, the gallery of examples."""
