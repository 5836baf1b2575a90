"""A progress bar on a terminal; where there is none, silence."""

import time
from typing import TextIO

WIDTH = 30
SECONDS_BETWEEN = 0.1


class Progress:
    """Draws at most ten times a second; ``total`` is the number of steps."""

    def __init__(self, stream: TextIO, total: int) -> None:
        self._stream, self._total = stream, total
        self._drawn, self._shown = time.perf_counter(), False
        self._live = stream.isatty() and total > 0

    def show(self, step: int, loss: float) -> None:
        """The training is at this step, with this loss of its last batch."""
        if not self._live or (step < self._total and time.perf_counter() - self._drawn < SECONDS_BETWEEN):
            return
        done = min(step / self._total, 1.0)
        bar = "█" * int(done * WIDTH) + "·" * (WIDTH - int(done * WIDTH))
        self._stream.write(f"\r{bar} {done:4.0%}  step {step:,} of {self._total:,}  loss {loss:.4g}   ")
        self._stream.flush()
        self._drawn, self._shown = time.perf_counter(), True

    def close(self) -> None:
        """Ends the line."""
        if self._shown:
            self._stream.write("\n")
            self._stream.flush()
