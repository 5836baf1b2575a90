"""The main window: where everything stands in it, its actions, and what of it is kept."""
