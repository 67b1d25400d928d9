"""Commands of `simulator`, one module each, loaded when called."""
