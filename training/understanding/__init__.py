"""Trains the learned reader of understanding: rows in, an int8 network with its thresholds out."""
