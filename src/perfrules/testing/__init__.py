"""For other people's tests: conformance cases and their notation. Needs the extra ``perfrules[testing]``."""

from perfrules.testing.conformance import ConformanceCase, conformance_cases
from perfrules.testing.notation import noted

__all__ = ["ConformanceCase", "conformance_cases", "noted"]
