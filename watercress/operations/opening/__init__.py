"""What must be so before a town can open: a folder of its own, a database, static files, texts."""
