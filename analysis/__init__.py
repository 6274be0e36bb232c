"""What lexgap finds in the texts, and how it shows it."""
