"""What the user is doing: the open document, where the walk through it stands, what is selected, what can be undone."""
