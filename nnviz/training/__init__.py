"""Training: the trainer with its events and history, and the thread that can drive it."""
