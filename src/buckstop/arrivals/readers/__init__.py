"""Readers: what is in another system, as plain threads. One file a kind of source."""
