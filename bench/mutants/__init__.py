"""Faults that nobody invented: the honest reference server, changed by mutmut in one place at a time, before the suites.

Run it with ``tox -e mutants``, or ``python -m bench.mutants --sample 200 --seed 1``. mutmut says what to change and makes the
change; the trials are ours, because mutmut would start pytest and collect the checks anew for each of some thousand mutants,
and counts whatever is no pass as a find, where only an accusation counts here.
"""
