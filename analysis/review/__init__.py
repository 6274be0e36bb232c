"""Review by people: workbooks, decisions, the queue, samples."""
