"""One page class a publisher format: bytes in, an act out."""
