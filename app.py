"""The composition root: ``python app.py`` starts the web app, as ``simulator serve`` does."""

import sys

from simulator.cli import main

if __name__ == "__main__":
    sys.exit(main(["serve", *sys.argv[1:]]))
