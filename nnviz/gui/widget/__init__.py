"""What all rooms of the window are built of: style, fonts, small widgets, jobs, following the session."""
