"""The table of actions: menu, shortcut, tooltip and what it does in one row. Menus and the shortcut sheet are made from it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox

from nnviz.drawing.loss_view import draw_loss
from nnviz.gui.diagram.canvas_key import KEYS
from nnviz.gui.dialog.shortcut_sheet import ShortcutSheet, native_shortcut
from nnviz.gui.page.page_kind import PAGES
from nnviz.gui.window.window_frame import WindowFrame
from nnviz.session.architect import Architect

_ZOOM = 1.25


@dataclass(frozen=True, slots=True)
class ActionRow:
    """``shortcut`` in Qt's portable form, several by ", ". ``act`` takes the window; that of a ``switch`` also on or off."""

    title: str
    shortcut: str
    menu: str
    tip: str
    act: Callable[..., None]
    switch: bool = False
    separated: bool = False
    trains: bool = False
    tells: bool = False
    """Whether it shows numbers that Predict may ask for."""


MENUS = {
    "File": "&File", "Edit": "&Edit", "Run": "&Run", "Network": "&Network", "View": "&View",
    "Laboratories": "La&boratories", "Lessons": "&Lessons", "Examples": "E&xamples", "Help": "&Help",
}  # fmt: skip
"""Name -> title, with the letter that opens it by Alt."""


def _escape(window: WindowFrame) -> None:
    if window.find_bar.isVisible():
        window.find_bar.hide()
    elif window.centre.shown:
        window.show_diagrams()
    elif window.graph_pane.cancel() or window.neuron_pane.cancel():
        return
    else:
        window.session.select("")


def _export_loss(window: WindowFrame) -> None:
    history = window.session.history
    if history is not None:
        curve = history.evaluations
        window.desk.export(draw_loss(curve.step, curve.train_loss, curve.test_loss), "loss")


def _export_solution(window: WindowFrame) -> None:
    from nnviz.gui.dialog.solution_dialog import SolutionDialog

    window.session.pause()
    dialog = SolutionDialog(window.style_in_force, window.session, window.desk)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def _turn_to(key: str) -> Callable[[WindowFrame], None]:
    """Shows a page, or the diagrams where it is shown."""

    def turn(window: WindowFrame) -> None:
        if window.centre.shown == key:
            window.show_diagrams()
        else:
            window.show_page(key)

    return turn


def _turn_lesson(window: WindowFrame, steps: int) -> None:
    """So many steps on, or back; brings the lesson in sight first."""
    if window.session.document.lesson and not window.wanted["document"]:
        window.want("document", True)
        window.side.show_face("lesson")
    else:
        window.side.turn(steps)


def _full_screen(window: WindowFrame, on: bool) -> None:
    if on:
        window.showFullScreen()
    else:
        window.showNormal()


def _present(window: WindowFrame, on: bool) -> None:
    window.style_in_force.present(on)
    window.memory.presentation = on


def _show_pictures(window: WindowFrame, on: bool) -> None:
    window.neuron_pane.show_pictures(on)
    window.memory.pictures = on


def _show_patterns(window: WindowFrame, on: bool) -> None:
    window.graph_pane.show_patterns(on)
    window.memory.patterns = on


def _predict(window: WindowFrame, on: bool) -> None:
    if not on:
        window.predictor.stop()
        window.return_keyboard()
        return
    from nnviz.gui.dialog.check_dialog import CheckDialog

    dialog = window.findChild(CheckDialog)
    if dialog is not None:
        dialog.close()
    window.show_diagrams()
    if window.side.face == "lesson":
        window.side.show_face("document")
    window.predictor.start()
    window.show_wanted()
    window.centre.predict_pane.refresh()
    window.centre.predict_pane.take_keyboard()


def _build(act: Callable[[Architect], None]) -> Callable[[WindowFrame], None]:
    return lambda window: window.layer_handle.attempt(act)


def _check(window: WindowFrame) -> None:
    from nnviz.gui.dialog.check_dialog import CheckDialog

    dialog = window.findChild(CheckDialog)
    if dialog is None:
        dialog = CheckDialog(window.style_in_force, window.session, window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.show()
    dialog.activateWindow()


def _count(window: WindowFrame) -> None:
    from nnviz.gui.dialog.size_dialog import SizeDialog

    dialog = SizeDialog(window.style_in_force, window.session, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def _shortcuts(window: WindowFrame) -> None:
    sheet = ShortcutSheet(shortcut_rows(), window.style_in_force, window)
    sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    sheet.open()


def _about(window: WindowFrame) -> None:
    text = (
        f"<b>nnviz {QApplication.applicationVersion()}</b><br>Every number a neural network computes, forward and backward, "
        "and why it is that number.<br><br>MIT licence. Fonts: Inter, JetBrains Mono and STIX Two Math (OFL). "
        "Icons: Lucide (ISC). Made with Qt for Python (LGPL), pyqtgraph, NumPy and NetworkX."
    )
    box = QMessageBox(QMessageBox.Icon.NoIcon, "About nnviz", text, QMessageBox.StandardButton.Ok, window)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()


ACTIONS: dict[str, ActionRow] = {
    "open": ActionRow("Open…", "Ctrl+O", "File", "Open a document, or data to make one of", lambda w: w.desk.ask_open()),
    "open_folder": ActionRow("Open a folder of pictures…", "", "File", "Pictures in a folder for each class",
                             lambda w: w.desk.ask_open_folder()),
    "save": ActionRow("Save", "Ctrl+S", "File", "Save the document as it is now", lambda w: w.desk.save(),
                      separated=True),
    "save_as": ActionRow("Save as…", "Ctrl+Shift+S", "File", "Save it under another name", lambda w: w.desk.save_as()),
    "export_graph": ActionRow(
        "Export the graph…", "Ctrl+E", "File", "Save the computational graph as SVG, PNG or PDF",
        lambda w: w.desk.export(w.graph_pane.canvas.drawing, "graph"), separated=True,
    ),
    "export_neurons": ActionRow(
        "Export the neurons…", "Ctrl+Shift+E", "File", "Save the neuron diagram as SVG, PNG or PDF",
        lambda w: w.desk.export(w.neuron_pane.canvas.drawing, "neurons"), trains=True,
    ),
    "export_loss": ActionRow(
        "Export the loss curve…", "", "File", "Save the loss curve as SVG, PNG or PDF",
        _export_loss, trains=True,
    ),
    "export_code": ActionRow(
        "Export Python code…", "", "File", "Save a script that trains the network to the same numbers on NumPy alone",
        lambda w: w.desk.export_code(), trains=True,
    ),
    "export_solution": ActionRow(
        "Export worked solution…", "", "File",
        "Save every derivation, or the selected number's, as a web page, LaTeX, Markdown or text", _export_solution,
        tells=True,
    ),
    "quit": ActionRow("Quit", "Ctrl+Q", "File", "Close the window", lambda w: w.close(), separated=True),
    "undo": ActionRow("Undo", "Ctrl+Z", "Edit", "Take back the last edit, and what followed from it",
                      lambda w: w.session.undo()),
    "redo": ActionRow("Redo", "Ctrl+Shift+Z", "Edit", "Do it again", lambda w: w.session.redo()),
    "find": ActionRow("Find a node…", "Ctrl+F", "Edit", "Find a node by its name", lambda w: w.find_bar.open(),
                      separated=True),
    "edit_value": ActionRow("Change the value", "F2", "Edit", "Type over the selected input, target or parameter",
                            lambda w: w.document_panel.edit_selected()),
    "escape": ActionRow("Select nothing", "Esc", "Edit", "Drop the selection, or a layout that takes long", _escape),
    "play": ActionRow("Play or pause", "Space", "Run", "Play at the chosen speed, by the chosen granularity",
                      lambda w: w.transport.toggle_play()),
    "next_gate": ActionRow("Next gate", "Right", "Run", "One gate on", lambda w: w.session.forward("gate"), separated=True),
    "previous_gate": ActionRow("Previous gate", "Left", "Run", "One gate back", lambda w: w.session.back("gate")),
    "next_phase": ActionRow("Next phase", "Shift+Right", "Run", "To the end of forward, loss, backward, update",
                            lambda w: w.session.forward("phase")),
    "previous_phase": ActionRow("Previous phase", "Shift+Left", "Run", "To the end of the phase before",
                                lambda w: w.session.back("phase")),
    "next_step": ActionRow("Next training step", "Ctrl+Right", "Run", "One update of the parameters",
                           lambda w: w.session.forward("step"), trains=True),
    "previous_step": ActionRow("Previous training step", "Ctrl+Left", "Run", "Back to before the last update",
                               lambda w: w.session.back("step"), trains=True),
    "mark": ActionRow("Mark this moment…", "M", "Run", "Give this step a name, to come back to it",
                      lambda w: w.timeline.name_mark(), separated=True, trains=True),
    "next_mark": ActionRow("Next mark", "Ctrl+Shift+Right", "Run", "To the next marked moment, or to the last step reached",
                           lambda w: w.session.to_mark(ahead=True), trains=True),
    "previous_mark": ActionRow("Previous mark", "Ctrl+Shift+Left", "Run", "To the marked moment before, or to step 0",
                               lambda w: w.session.to_mark(ahead=False), trains=True),
    "branch": ActionRow("Branch from this step", "B", "Run", "Try something else from here on, and keep what there is",
                        lambda w: w.session.fork(), trains=True),
    "train_all": ActionRow("Train all branches", "Shift+B", "Run", "Each to the step of the furthest, so that they compare",
                           lambda w: w.session.train_all(), trains=True),
    "failure": ActionRow("Where training failed", "Ctrl+J", "Run", "To the step before the first number that is not finite",
                         lambda w: w.session.to_failure(), trains=True),
    "start": ActionRow("Back to the start", "Home", "Run", "Step 0, nothing computed yet", lambda w: w.session.to_start(),
                       separated=True),
    "end": ActionRow("To the end of the pass", "End", "Run", "Everything computed, the update shown",
                     lambda w: w.session.to_end()),
    "predict": ActionRow("Predict", "F3", "Run", "Stop before each number until it is typed, or shown on request", _predict, True,
                         True),
    "restart": ActionRow("Restart", "Ctrl+R", "Run", "Begin again from step 0 with the present settings",
                         lambda w: w.session.restart(), trains=True),
    "level_in": ActionRow("One level in", "Ctrl+Down", "View", "Look closer: layers, tensors, neurons, gates",
                          lambda w: w.session.go_in()),
    "level_out": ActionRow("One level out", "Ctrl+Up", "View", "Look from further away: gates, neurons, tensors, layers",
                           lambda w: w.session.go_out()),
    "close_group": ActionRow("Close the group", "Backspace", "View",
                             "Close the gate or neuron that the selection is in, or go a level out",
                             lambda w: w.session.close_node(w.session.selection)),
    "check_gradients": ActionRow(
        "Check gradients…", "Ctrl+G", "Run", "Every gradient against central differences, and what their step does", _check,
        separated=True, tells=True,
    ),
    "add_neuron": ActionRow("Add a neuron", "N", "Network", "One more in the layer of the selected one, or in the last hidden",
                            _build(lambda a: a.add_neuron(a.layer)), trains=True),
    "remove_neuron": ActionRow("Remove a neuron", "Shift+N", "Network", "The selected one, or the last of its layer",
                               _build(lambda a: a.remove_neuron(a.layer)), trains=True),
    "insert_layer": ActionRow("Add a layer", "L", "Network", "A hidden layer after that of the selected neuron or input",
                              _build(lambda a: a.insert_after(a.layer)), trains=True, separated=True),
    "remove_layer": ActionRow("Remove the layer", "Shift+L", "Network", "The hidden layer of the selected neuron, or the last one",
                              _build(lambda a: a.remove_layer(a.layer)), trains=True),
    "activation": ActionRow("Activation…", "A", "Network", "Another activation of the layer of the selected neuron",
                            lambda w: w.layer_handle.choose_activation(), trains=True, separated=True),
    "count": ActionRow("Count parameters…", "", "Network", "How large a network of other widths would be", _count, separated=True),
    "fit": ActionRow("Fit", "F", "View", "Bring both diagrams into view", lambda w: w.fit(), separated=True),
    "zoom_in": ActionRow("Zoom in", "Ctrl++, Ctrl+=", "View", "Larger", lambda w: w.focused_canvas.zoom(_ZOOM)),
    "zoom_out": ActionRow("Zoom out", "Ctrl+-", "View", "Smaller", lambda w: w.focused_canvas.zoom(1 / _ZOOM)),
    "document": ActionRow("Document", "F7", "View", "Show or hide the document",
                          lambda w, on: w.want("document", on), True, True),
    "neurons": ActionRow("Neurons", "F8", "View", "Show or hide the neuron diagram", lambda w, on: w.want("neurons", on), True),
    "plots": ActionRow("Plots", "F9", "View", "Show or hide the plots", lambda w, on: w.want("plots", on), True, tells=True),
    "inspector": ActionRow("Explanation", "F10", "View", "Show or hide the explanation",
                           lambda w, on: w.want("inspector", on), True),
    "patterns": ActionRow("Patterns", "F4", "View", "Show or hide what each gate does to a gradient on its way back",
                          _show_patterns, True),
    "pictures": ActionRow(
        "Neuron pictures", "Shift+F8", "View", "What each neuron answers all over two inputs; of pictures, its weights",
        _show_pictures, True, trains=True,
    ),
    "digits": ActionRow("All digits", "Ctrl+D", "View", "Explain with all digits, or with four",
                        lambda w, on: w.inspector.show_all_digits(on), True),
    "back": ActionRow("Back", "Alt+Left", "View", "To the number explained before", lambda w: w.inspector.back(), separated=True),
    "ahead": ActionRow("Forward", "Alt+Right", "View", "Forward again", lambda w: w.inspector.forward()),
    **{
        key: ActionRow(page.title, page.shortcut, "Laboratories", page.tip, _turn_to(key), trains=page.trains, tells=True)
        for key, page in PAGES.items()
    },
    "full_screen": ActionRow("Full screen", "F11", "View", "The whole screen", _full_screen, True, True),
    "presentation": ActionRow("Presentation mode", "F5", "View", "Large type and strokes, for a projector", _present, True),
    "next_lesson_step": ActionRow("Next step", "Ctrl+PgDown", "Lessons", "On in the lesson", lambda w: _turn_lesson(w, 1)),
    "previous_lesson_step": ActionRow("Previous step", "Ctrl+PgUp", "Lessons", "Back in the lesson", lambda w: _turn_lesson(w, -1)),
    "gallery": ActionRow("All examples…", "Ctrl+L", "Examples", "Every example with its picture and what it teaches",
                         lambda w: w.show_gallery()),
    "shortcuts": ActionRow("Keyboard shortcuts", "?, F1", "Help", "Every shortcut on one page", _shortcuts),
    "about": ActionRow("About nnviz", "", "Help", "Version and licences", _about),
}  # fmt: skip
"""Name -> row."""


def shortcut_rows() -> list[tuple[str, str, str]]:
    """Title, keys and group of every action that has a shortcut, and of what the keys do in a diagram."""
    rows = [(row.title.rstrip("…"), native_shortcut(row.shortcut), row.menu) for row in ACTIONS.values() if row.shortcut]
    return rows + [(row.help, row.label, "In a diagram") for row in KEYS]
