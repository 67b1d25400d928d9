"""Rehearsals: from the first ring to the outcome, resumable at any turn."""
