"""给语言模型用的工具（MCP）：读指标值、检查、打分。Tools for language-model agents over the Model Context Protocol.

    pip install mcp
    python agent_tools.py

The agent gets readings and derivations that it can quote; what cannot be judged stays open, so it has nothing to guess.
"""

from typing import Any

from mcp.server import MCPServer

import perfrules

server = MCPServer("perfrules", version=perfrules.__version__, instructions="Chinese performance targets (绩效指标值): read, check, score.")


@server.tool()
def read_target(target: str, name: str = "") -> dict[str, Any]:
    """Read a Chinese performance target into typed criteria; findings say what was not understood."""
    return perfrules.parse(target, name=name or None).to_dict()


@server.tool()
def check_target(target: str, name: str = "") -> list[str]:
    """Say what a reviewer would send back about a target's wording, one sentence each."""
    return [f"{finding.severity.say()} {finding.code} {finding.message}" for finding in perfrules.check(target, name=name or None)]


@server.tool()
def score_actual(target: str, actual: str, name: str = "", weight: str = "100", policy: str = "mof-2020-10") -> dict[str, Any]:
    """Score one actual value against one target under a policy, with the derivation to quote."""
    try:
        score = perfrules.evaluate(target, actual, name=name or None, weight=weight, policy=policy)
    except perfrules.PerfrulesError as error:
        return {"error": error.zh, "error_en": error.en}
    return {
        "outcome": score.outcome.value,
        "points": str(score.points),
        "can_still_reach": str(score.interval.high),
        "derivation": score.explain(),
    }


if __name__ == "__main__":
    server.run()
