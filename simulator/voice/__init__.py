"""Voice: ears, mouths, devices, and the taking of turns between them, all on this machine."""
