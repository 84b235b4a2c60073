"""What derivations say, word for word, in both languages, where a rule set chooses otherwise than those that are shipped.

Where a phrase was changed on purpose, ``python -m tests.scoring.policies.test_choices`` writes the file anew; read the difference.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.scoring.policies.test_loading import CHOICES, FROM_BASE, own
from tests.scoring.test_derivations import KNOWN

from perfrules import evaluate

DERIVATIONS = Path(__file__).with_name("choices.txt")
BANDS = "[{ from = 0.9, earns = 1 }, { from = 0.8, earns = 0.7 }, { from = 0, earns = 0.2 }]"
SATISFIED = f'[satisfaction]\nmethod = "bands"\nwords = ["满意度"]\nbands = {BANDS}'
MORE: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    (SATISFIED, "≥85%", "92%", {"name": "满意度"}),
    (SATISFIED, "≥85%", "84%", {"name": "满意度"}),
    (SATISFIED, "≥85%", "50%", {"category": "满意度"}),
    (SATISFIED, "≥85%", "85%以上", {"name": "满意度"}),
    ("[over]\ntiers = [{ above = 1.3, earns = 0 }]", "≥100家", "130家", {}),
    ("[over]\ntiers = [{ from = 2, earns = 0.8 }, { from = 1.5, earns = 0.9 }]", "≥10家", "9家", {}),
    ('[forward]\nmethod = "floor_linear"\nfloor = 0.6', "≥100家", "80家", {}),
    ('[forward]\nmethod = "floor_linear"\nfloor = 0.6', "≥100家", "60家", {}),
    ('[forward]\nmethod = "floor_ratio"\nfloor = 0.6', "≥-5℃", "-6℃", {}),
    ('[deadline]\nmethod = "per_lag"\nunit = "month"\ndeduct = 0.1', "2023年6月30日前", "2024-02-29", {}),
    ('[deadline]\nmethod = "per_lag"\nunit = "month"\ndeduct = 0.1', "2023年6月15日前", "2023-07-15", {}),
    ('[deadline]\nmethod = "per_lag"\nunit = "day"\ndeduct = 0.1', "2023年6月15日前", "2023-07-15", {}),
    ('[range]\nmissed = "zero"', "8家～10家", "7家", {}),
    ('[range]\nmissed = "zero"', "[8,10)家", "10家", {}),
    ('[reverse]\nformula = "linear"', "≤10家", "10家", {}),
    ('[reverse]\nformula = "linear"', "<10家", "10家", {}),
    ('[reverse]\nformula = "linear"', "≤10家", "25家", {}),
)
"""Rules, target, actual value, and what is asked beside them."""


def derivations(folder: Path) -> str:
    asked = [*((text, target, actual, {}) for text, target, actual, *_ in CHOICES), *MORE]
    asked += [('[base]\nmeasured = "from_base"', target, actual, {"base": base}) for target, actual, base, *_ in FROM_BASE]
    return "\n".join(block for row in asked for block in _block(folder, *row))


def _block(folder: Path, text: str, target: str, actual: str, beside: dict[str, Any]) -> Iterator[str]:
    score = evaluate(target, actual, policy=own(folder, text), **beside)
    yield f"# {text!r}: {target!r} {actual!r} {beside or ''}".strip()
    for lang in ("zh", "en"):
        yield from (line for line in score.explain(lang).split("\n") if not KNOWN.search(line))
    yield ""


def test_the_derivations_of_the_choices(tmp_path: Path):
    assert derivations(tmp_path) == DERIVATIONS.read_text("utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        DERIVATIONS.write_text(derivations(Path(name)), "utf-8")
