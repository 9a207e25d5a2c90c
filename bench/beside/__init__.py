"""What other tools find in the servers that this harness is tried on. ``python bench/beside.py`` runs them side by side."""
