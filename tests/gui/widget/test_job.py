"""Work in another thread."""

import threading

import pytest

from nnviz.gui.widget.job import Job


def test_that_a_job_runs_elsewhere_and_hands_over_its_result():
    job = Job(threading.get_ident)
    assert job.wait(5)
    assert job.done
    assert job.result != threading.get_ident()


def test_that_a_job_is_not_done_before_it_is():
    go = threading.Event()
    job = Job(go.wait)
    assert not job.done
    assert not job.wait(0.0)
    go.set()
    assert job.wait(5)
    assert job.result is True


def test_that_an_error_is_raised_where_the_result_is_read():
    job = Job(lambda: 1 // 0)
    assert job.wait(5)
    with pytest.raises(ZeroDivisionError):
        _ = job.result
