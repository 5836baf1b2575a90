"""A real window on an X server without a screen: what the tests marked ``window`` drive."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

SIZE = "1600x1000x24"


@contextmanager
def start_display() -> Iterator[str]:
    """An X server on the first free number; its name, such as ``:99``.

    It must not begin anew whenever its last client leaves, as it does by itself: who comes just then would be turned away.
    """
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", SIZE, "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as answer:
            number = answer.readline().strip()  # written once the server is ready, empty if it died
        assert number, "Xvfb did not start"
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(timeout=10)


class Desktop:
    """The application started as a user starts it, and the keyboard in front of it."""

    def __init__(self, environment: Mapping[str, str], folder: Path) -> None:
        self.environment = dict(environment)
        self.folder = folder
        self.started: list[subprocess.Popen[str]] = []

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Starts ``nnviz`` with the arguments; its output is kept for :meth:`finish`."""
        command = [sys.executable, "-m", "nnviz", *arguments]
        pipe = subprocess.PIPE
        process = subprocess.Popen(
            command,
            env=self.environment,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=pipe,
            stderr=pipe,
            text=True,
        )
        self.started.append(process)
        return process

    def find(self, process: subprocess.Popen[str], patience: float = 60.0) -> str:
        """The number of the process's visible window, once there is one; patience in seconds."""
        search = ["xdotool", "search", "--onlyvisible", "--pid", str(process.pid)]
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            done = subprocess.run(search, env=self.environment, capture_output=True, text=True, timeout=patience)
            if done.stdout.strip():
                return done.stdout.split()[0]
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=0.1)
                raise AssertionError(f"ended before its window was seen: {self.finish(process)}")
        raise AssertionError(f"no window within {patience} s")

    def press(self, window: str, *keys: str) -> None:
        """Presses keys in a window, each as xdotool writes it: ``ctrl+Right``, ``space``."""
        self.tool("windowfocus", "--sync", window, "key", "--delay", "30", *keys)

    def title(self, window: str) -> str:
        """What the window's title bar would say."""
        return self.tool("getwindowname", window).strip()

    def tool(self, *arguments: str) -> str:
        """Runs xdotool on this display; what it prints."""
        command = ["xdotool", *arguments]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, (arguments, done.stderr)
        return done.stdout

    def finish(self, process: subprocess.Popen[str]) -> tuple[int, str, str]:
        """Waits until the application has ended by itself: exit code, standard output and error."""
        out, error = process.communicate(timeout=60)
        return process.returncode, out, error

    def close(self) -> None:
        """Ends what a failed test left open."""
        for process in self.started:
            if process.poll() is None:
                process.kill()
            process.communicate()
