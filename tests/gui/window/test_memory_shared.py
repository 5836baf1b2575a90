"""What threads free serves the whole application."""

import subprocess
import sys

_THREADS = """
import ctypes, tempfile, threading
from nnviz.app import share_memory
share_memory()
def work():
    kept = [bytes(size) for size in range(1000, 3000)]
    barrier.wait()
barrier = threading.Barrier(6)
threads = [threading.Thread(target=work) for _ in range(6)]
for thread in threads: thread.start()
for thread in threads: thread.join()
libc = ctypes.CDLL(None)
libc.fopen.restype = ctypes.c_void_p
libc.malloc_info.argtypes = (ctypes.c_int, ctypes.c_void_p)
libc.fclose.argtypes = (ctypes.c_void_p,)
with tempfile.NamedTemporaryFile("r") as file:
    stream = libc.fopen(file.name.encode(), b"w")
    libc.malloc_info(0, stream)
    libc.fclose(stream)
    print(file.read().count("<heap nr="))
"""


def test_that_threads_have_no_heaps_of_their_own():
    done = subprocess.run([sys.executable, "-c", _THREADS], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "1\n", done.stderr
