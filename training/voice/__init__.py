"""How the small models of the voice are trained, from texts of our own read by neural voices."""
