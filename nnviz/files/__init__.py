"""Documents in and out of files: TOML, examples, where the package's own files lie."""
