"""PyTorch as the oracle. It is imported only by the tests that ask for it: they run with ``-m torch``."""

import warnings

import pytest


@pytest.fixture(scope="session")
def torch():
    """PyTorch on one thread, counting in float64."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what PyTorch's own import says is not ours to mend
        import torch
    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    return torch
