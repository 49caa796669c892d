"""Explore: what a filter chooses, counted: facets, timeline, map, matrix and network."""
