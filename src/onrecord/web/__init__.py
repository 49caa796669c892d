"""The page: a store to read, search and review in the browser, on this machine alone."""
