"""Many calls at once: simulated trainees who rehearse a scenario, to see whether skill pays."""
