"""Benchmarks: each prints its figure and writes JSON to ``benchmarks/results``."""
