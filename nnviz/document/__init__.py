"""Documents: what a file describes, and whether it makes sense."""
