"""Hypothesis strategies: valid values, and values wrong in exactly one way."""
