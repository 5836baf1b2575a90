"""``python -m nnviz`` does what the command ``nnviz`` does."""

import sys

from nnviz.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
