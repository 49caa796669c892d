"""Knowledge that is looked up: the gazetteer, and the actors' knowledge base."""
