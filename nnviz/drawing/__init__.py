"""Drawing: graphs, networks and losses as marks with no Qt in them, and marks as SVG."""
