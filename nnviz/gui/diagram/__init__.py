"""The two diagrams: viewport, canvas and panes for the graph and for the neurons."""
