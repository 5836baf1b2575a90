"""The engine: ops, graphs, traces and programs, on NumPy alone."""
