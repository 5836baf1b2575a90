"""What the tests of widgets share."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from nnviz.gui.style import Style
from tests.gui.look import fresh_style


@pytest.fixture
def style(qapp: QApplication) -> Iterator[Style]:
    """A light style, taken off again after the test."""
    with fresh_style(qapp) as style:
        yield style
