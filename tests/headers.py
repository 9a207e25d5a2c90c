"""Headers of records that were never run."""

from typing import Any

IDS = ("OPEASY-X-1", "OPEASY-X-2", "OPEASY-X-3")
CHECKS = ("opeasy/x.py::test_a", "opeasy/x.py::test_b", "opeasy/x.py::test_c")
ASKED = {CHECKS[0]: IDS[:2], CHECKS[1]: IDS[1:], CHECKS[2]: IDS[:1]}
Line = dict[str, Any]


def header(**facts: Any) -> Line:
    """A header that plans everything."""
    requirements = [{"id": name, "level": "MUST", "basis": "stated", "kind": "check", "text": "It is kept.",
                     "section": "One",
                     "lines": "1", "reading": "", "planned": True, "reason": "",
                     "checks": [check for check in CHECKS if name in ASKED[check]]} for name in IDS]
    checks = [{"id": check, "title": check, "section": "One", "requirements": list(ASKED[check]), "planned": True}
              for check in CHECKS]
    return {"run": "opeasy-1", "api": "opeasy", "title": "OpEasy", "target": {"name": "reference"}, "seed": 1,
            "started": "2026-03-01T12:00:00+00:00", "versions": {}, "digests": {}, "selectors": [],
            "command": "conformance run",
            "options": {"slow": False, "strict": False}, "requirements": requirements, "checks": checks, **facts}
