"""Pages that stand in place of the diagrams: code, data, losses, invariance, local patterns, retrieval."""
