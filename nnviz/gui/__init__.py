"""The window: the only room that imports Qt and pyqtgraph; thin views on a session."""
