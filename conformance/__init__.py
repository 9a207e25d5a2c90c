"""Contract-test and conformance harness for telephony provisioning APIs."""

__version__ = "0.1.0"
