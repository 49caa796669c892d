"""The pages, one module each, found by listing; see `onrecord.web.registry`."""
