"""Two pages on one country beside others, every claim cited: as HTML, PDF or a Word document."""
