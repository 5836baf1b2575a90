"""The document at the left: its inputs, parameters, layers and settings."""
