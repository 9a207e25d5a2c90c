"""Tests of the writers. Each law is asked of every recorded run in fixtures/runs and of random ones, see ``runs``."""
