"""NumPy's products are done by one thread. Imported before NumPy, which asks the environment once, it says so there.

Measured: batches of small networks gain nothing by more threads; where others keep the processor busy too, threads that wait
for each other take hundreds of times as long. And one thread adds in one order, so that numbers are the same to the bit
however many processors a machine has. Who wants more threads sets the variable.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
