"""The checks of each API: one package an API, one file a section of its document."""
