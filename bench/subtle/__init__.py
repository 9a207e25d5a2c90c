"""Subtle lies, as real servers tell them: each shows in some circumstance only."""
