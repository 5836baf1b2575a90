"""Menus out of the table of actions."""

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from nnviz.gui.widget.busy import busy
from nnviz.gui.window.action import ACTIONS, MENUS
from nnviz.gui.window.window_frame import WindowFrame


def fill_menus(window: WindowFrame) -> tuple[dict[str, QAction], dict[str, QMenu]]:
    """Makes every action of the table; returns the actions, and the menus, by name."""
    menus = {name: window.menuBar().addMenu(title) for name, title in MENUS.items()}
    actions: dict[str, QAction] = {}
    for name, row in ACTIONS.items():
        menu = menus[row.menu]
        if row.separated:
            menu.addSeparator()
        action = menu.addAction(row.title)
        action.setShortcuts([QKeySequence(part) for part in row.shortcut.split(", ") if part])
        action.setToolTip(row.tip)
        action.setCheckable(row.switch)
        (action.toggled if row.switch else action.triggered).connect(busy)
        if row.switch:
            action.toggled.connect(lambda on, act=row.act: act(window, on))
        else:
            action.triggered.connect(lambda checked=False, act=row.act: act(window))
        actions[name] = action
    return actions, menus
