"""Benchmarks: `python -m benchmarks` measures and writes RESULTS.md beside this file."""
