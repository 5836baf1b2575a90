"""The explanation of the selected number: why it is that number, and ways on from there."""
