"""State, policy, realisation and guard: one reply is one pass through them."""
