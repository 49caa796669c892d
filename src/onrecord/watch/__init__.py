"""Feeds that are polled for ever: politely, safely, and each report once for each version of it."""
