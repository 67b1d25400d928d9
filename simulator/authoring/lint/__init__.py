"""Mistakes of meaning: content that has the right shape and still can't work."""
