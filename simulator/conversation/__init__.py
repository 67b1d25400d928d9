"""What happened in a call, turn by turn."""
