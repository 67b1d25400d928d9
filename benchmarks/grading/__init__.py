"""What grading is worth: gaming, people, sameness, evidence, cost; ``bench_grading`` runs all."""
