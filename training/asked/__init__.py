"""Training of what tells which of a persona's facts a question is about."""
