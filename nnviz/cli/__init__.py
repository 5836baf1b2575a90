"""The command line: everything but the window."""
