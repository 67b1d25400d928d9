"""Pacing, empathy, checks and the scorecard."""
