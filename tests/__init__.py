"""Tests of the project, one folder a room."""
