"""Readers of what other programs write: bytes in, plain data out."""
