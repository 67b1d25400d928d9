"""Rehearse a hard conversation with a persona that holds, on your own machine."""

__version__ = "0.1.0"
