"""Tests of what instructors write."""
