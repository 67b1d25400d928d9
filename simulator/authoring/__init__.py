"""What instructors write: personas, scenarios, rubrics; from YAML to checked models."""
