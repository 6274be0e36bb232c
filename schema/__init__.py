"""What lexgap knows: models, checklist, concepts, instruments, jurisdictions and how they are stored."""
