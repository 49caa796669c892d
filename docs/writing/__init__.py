"""What writes the pages of reference out of the program: `docs/reference.py` calls it."""
