"""What makes the weights that ship; nothing in here is needed to run the simulator."""
