"""The commands of `lexgap`, one module each; `analysis/cli.py` registers them."""
