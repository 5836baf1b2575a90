import numpy as np

import nnviz
from nnviz.training.history import Recorder, Series
from nnviz.training.intervention import Intervention
from tests.training.document import two_two_two


def fill(steps, capacity=8, interval=1):
    series = Series(1, interval, capacity)
    for step in steps:
        if series.wants(step):
            series.append(step, float(step))
    return series


def test_that_a_full_series_drops_every_second_row_and_doubles_its_interval():
    series = fill(range(20))
    kept = series.rows[: series.count, 0]
    assert series.interval == 4
    np.testing.assert_array_equal(kept, np.arange(0, 20, 4))
    np.testing.assert_array_equal(series.rows[: series.count, 1], kept)


def test_that_memory_stays_flat_however_long_the_training():
    series = fill(range(100_000))
    assert series.count <= 8
    assert len(series.rows) == 8


def test_that_a_step_is_recorded_once_however_often_it_is_passed():
    series = fill([0, 1, 2, 1, 2, 3])
    np.testing.assert_array_equal(series.rows[: series.count, 0], [0, 1, 2, 3])


def test_that_truncating_forgets_the_step_itself_too():
    series = fill(range(5))
    series.truncate(3)
    assert series.count == 3
    assert series.wants(3)


def test_that_another_future_is_recorded_as_densely_as_the_first_was():
    series = fill(range(100))
    assert series.interval == 16
    for back, interval in ((90, 16), (64, 8), (9, 2), (8, 1), (3, 1)):
        series.truncate(back)
        assert series.interval == interval
    for step in range(3, 8):
        series.append(step, 0.0)
    assert series.rows[: series.count, 0].tolist() == [0, 3, 4, 5, 6, 7]


def test_that_a_loss_curve_shows_what_comes_of_a_change_long_ago():
    trainer = nnviz.Trainer(two_two_two())
    trainer.train(steps=20_000)
    trainer.go_to(10)
    trainer.intervene(Intervention(10, "setting", "learning_rate", 0.05))
    trainer.train(steps=20)
    assert trainer.history.evaluations.step.tolist() == [0.0, *range(10, 31)]
    assert trainer.history.batch.step.tolist() == [0.0, 4.0, 8.0, *range(10, 30)]


def test_that_another_interval_keeps_the_thinning():
    series = fill(range(0, 90, 3), interval=3)
    assert series.interval == 12
    series.set_interval(5)
    assert series.interval == 20


def test_that_a_history_is_a_copy():
    recorder = Recorder(1)
    recorder.batches.append(0, 1.0)
    history = recorder.history()
    recorder.batches.append(1, 2.0)
    assert history.batch.step.tolist() == [0.0]
