"""Attacks on the personas, as data, and what they may and may not bring about."""
