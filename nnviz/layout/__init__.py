"""Layout: sizes and edges in, coordinates out; pure functions that know no font and no widget."""
