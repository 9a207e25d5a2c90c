"""Lies about the objects that services share."""
