"""Subtle faults, written from the document alone before anybody looked at which check would catch them."""
