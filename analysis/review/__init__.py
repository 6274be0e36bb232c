"""Review by people: workbooks, decisions, the queue, agreement in figures, samples."""
