"""The picture of the house: the layers that a test holds, drawn as floors, Chinese and English."""

import html
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FLOORS = (
    ("门面", "Face", "命令行", "the command line", "cli"),
    ("输出", "Out", "一种格式一个模块，互不相识", "a module a format", "testing"),
    ("核对", "Check", "重算、批量、SQL", "again, many, in databases", "generating"),
    ("判断", "Judge", "一条规则一个文件；汇总", "a file a rule; roll-up", "rollup"),
    ("工作", "Work", "读表；评分办法和算术", "tables; policies, arithmetic", "scoring"),
    ("模型", "Model", "部门、项目、指标", "departments, indicators", "model"),
    ("语言", "Language", "写法变成条件", "wording becomes criteria", "wording"),
    ("值", "Values", "指标值是什么", "what a target is", "units"),
    ("地基", "Ground", "发现、文字、文件、错误", "findings, text, errors", "generated"),
)
"""Each floor from the top: its name and what it does, in both languages, and the last module that belongs to it."""
LEFT, WIDE, ROW, GAP = 230, 620, 34, 8
STYLE = (
    "text{font:13px sans-serif;fill:#1d2530}.note{font-size:11px;fill:#545f6b}.code{font:12px monospace}"
    ".floor{fill:#eef2f7}.box{fill:#fff;stroke:#8fa1b5}.roof{fill:#2c6e58}.way{stroke:#545f6b;fill:none}"
    "@media(prefers-color-scheme:dark){text{fill:#e6e9ed}.note{fill:#a4afba}.floor{fill:#1c232b}.box{fill:#14181d;stroke:#56657a}"
    ".roof{fill:#58b894}.way{stroke:#a4afba}}"
)


def layers() -> list[list[str]]:
    """Return the modules of each layer from the top, as the contract of imports has them."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    return [[word.strip(" ()") for word in line.split("|")] for line in contracts[0]["layers"]]


def floors() -> list[list[list[str]]]:
    """Return the layers of each floor."""
    rest, found = layers(), []
    for *_, last in FLOORS:
        end = next(index for index, modules in enumerate(rest) if last in modules) + 1
        found.append(rest[:end])
        rest = rest[end:]
    return found


def house(lang: str) -> str:
    """Return the picture as SVG; it has colours for a dark page too."""
    english, top, parts = lang == "en", 70, []
    for (zh, en, note, note_en, _), rows in zip(FLOORS, floors(), strict=True):
        high = len(rows) * ROW + GAP
        parts.append(f'<rect class="floor" x="10" y="{top}" width="{LEFT + WIDE}" height="{high}" rx="4"/>')
        parts.append(f'<text x="24" y="{top + 18}">{html.escape(en if english else zh)}</text>')
        parts.append(f'<text class="note" x="24" y="{top + 34}">{html.escape(note_en if english else note)}</text>')
        for index, modules in enumerate(rows):
            room = (WIDE + GAP) / len(modules)
            for place, module in enumerate(modules):
                x, y = LEFT + place * room, top + GAP / 2 + index * ROW + 3
                parts.append(f'<rect class="box" x="{x:.0f}" y="{y:.0f}" width="{room - GAP:.0f}" height="{ROW - 6}" rx="3"/>')
                parts.append(f'<text class="code" x="{x + (room - GAP) / 2:.0f}" y="{y + 18:.0f}" text-anchor="middle">{module}</text>')
        top += high + GAP
    middle, right = 10 + (LEFT + WIDE) / 2, LEFT + WIDE + 30
    roof = f'<path class="roof" d="M{middle:.0f} 12 L{LEFT + WIDE + 22} 62 L-2 62 Z"/>'
    way = f'<path class="way" d="M{right} 80V{top - 16}m-5 -8l5 8l5 -8" stroke-width="1.5"/>'
    told = "imports go down only" if english else "导入只往下"
    side = f'<text class="note" transform="translate({right + 16} {top / 2:.0f}) rotate(90)" text-anchor="middle">{told}</text>'
    size = f'viewBox="-4 0 {right + 30} {top}" width="{right + 30}" height="{top}"'
    title = "The layers of perfrules" if english else "perfrules 的各层"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{title}" {size}><style>{STYLE}</style>'
        f"{roof}{''.join(parts)}{way}{side}</svg>\n"
    )


def draw(folder: Path) -> None:
    """Write the picture in both languages."""
    for lang, name in (("zh", "house.svg"), ("en", "house.en.svg")):
        (folder / name).write_text(house(lang), "utf-8")
