"""The site of the manual: its own pages and those that are made, built by zensical, Chinese at the root and English under /en/."""

import functools
import http.server
import re
import shutil
import subprocess
import sys
from pathlib import Path

from docs import house
from docs.pages import made, say

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build/manual"
LANGUAGES = ("zh", "en")

FOREIGN_SCRIPT = "https://unpkg.com/iframe-worker/shim"  # asked for by the plugin `offline`
OWN_SCRIPT = "search_from_files.js"

NAV = {
    ("手册", "For staff"): ("handbook", "actuals", "questions", "choosing", "words"),
    ("写程序", "For programs"): ("library", "notebooks", "ci", "recipes", "way", "changing"),
    ("速查", "Reference"): (
        "rules/index",
        "policies/index",
        "findings/index",
        "units",
        "operators",
        "commands",
        "schemas",
        "cases",
        "api",
    ),
}

CONFIG = """
[project]
site_name = "perfrules"
site_description = "{about}"
docs_dir = "docs"
site_dir = "site"
use_directory_urls = false
nav = [
{nav}
]

[project.theme]
language = "{lang}"
font = false
features = ["navigation.sections", "navigation.prune", "navigation.top", "navigation.footer", "search.highlight", "content.code.copy"]

[[project.theme.palette]]
media = "(prefers-color-scheme: light)"
scheme = "default"
toggle.icon = "lucide/sun"
toggle.name = "{dark}"

[[project.theme.palette]]
media = "(prefers-color-scheme: dark)"
scheme = "slate"
toggle.icon = "lucide/moon"
toggle.name = "{light}"

[project.extra]
generator = false

[[project.extra.alternate]]
name = "中文"
link = "{zh}"
lang = "zh"

[[project.extra.alternate]]
name = "English"
link = "{en}"
lang = "en"

[project.plugins.offline]

[project.markdown_extensions]
admonition = {{}}
attr_list = {{}}
tables = {{}}
toc.permalink = true
pymdownx.highlight.pygments_lang_class = true
pymdownx.superfences = {{}}
"""


def title(text: str) -> str:
    """Return the heading of a page, as words."""
    (found,) = re.findall(r"\A# (.*)$", text, re.MULTILINE)
    return re.sub(r"\\(.)", r"\1", found)


@functools.cache
def pages(lang: str) -> dict[str, str]:
    """Return every page of a language by its path: written and made."""
    written = {path.name: path.read_text("utf-8").replace("](../pictures/", "](pictures/") for path in (ROOT / "docs" / lang).glob("*.md")}
    return written | made(lang)


def _nav(lang: str) -> str:
    lines = [f'  {{ "{say(lang, "首页", "Home")}" = "index.md" }},']
    for name, paths in NAV.items():
        inner = []
        for path in paths:
            folder = path.removesuffix("index")
            below = sorted(page for page in pages(lang) if folder.endswith("/") and page.startswith(folder) and page != f"{path}.md")
            heading = title(pages(lang)[f"{path}.md"])
            if below:
                rows = [f'"{path}.md"', *(f'{{ "{_short(page, lang)}" = "{page}" }}' for page in below)]
                inner.append(f'    {{ "{heading}" = [{", ".join(rows)}] }},')
            else:
                inner.append(f'    {{ "{heading}" = "{path}.md" }},')
        lines += [f'  {{ "{say(lang, *name)}" = [', *inner, "  ] },"]
    return "\n".join(lines)


def _short(page: str, lang: str) -> str:
    return title(pages(lang)[page]).replace('"', "'")


def llms(lang: str) -> str:
    """Return the list of pages for language models, as llmstxt.org has it."""
    prefix = say(lang, "", "en/")
    lines = [
        "# perfrules",
        "",
        say(
            lang,
            "> 读懂绩效指标值，按写明的评分办法给实际完成值计分，汇总到项目和部门（Python 库和命令行）。",
            "> Reads Chinese performance targets, scores actual values under a named policy, rolls results up (Python library and CLI).",
        ),
        "",
    ]
    for name, paths in NAV.items():
        lines += [f"## {say(lang, *name)}", ""]
        lines += [f"- [{title(pages(lang)[f'{path}.md'])}]({prefix}{path}.html)" for path in paths]
        lines.append("")
    return "\n".join(lines)


def prepare(lang: str) -> Path:
    """Write the pages and the settings of a language where the site generator finds them; return the folder."""
    folder = BUILD / lang
    shutil.rmtree(folder, ignore_errors=True)
    for path, text in pages(lang).items():
        place = folder / "docs" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
    shutil.copytree(ROOT / "docs/pictures", folder / "docs/pictures")
    house.draw(folder / "docs/pictures")
    settings = CONFIG.format(
        lang=lang,
        nav=_nav(lang),
        about=say(lang, "绩效指标值的读取、计分和检查", "Reads, scores and checks Chinese performance targets"),
        dark=say(lang, "深色", "dark"),
        light=say(lang, "浅色", "light"),
        zh=say(lang, "./index.html", "../index.html"),
        en=say(lang, "./en/index.html", "./index.html"),
    )
    (folder / "zensical.toml").write_text(settings, "utf-8")
    return folder


def _keep_home(site: Path) -> None:
    """Load from the site itself the one script that the generator loads from another host."""
    shutil.copy(ROOT / "docs" / OWN_SCRIPT, site / "assets" / OWN_SCRIPT)
    for page in site.rglob("*.html"):
        here = "../" * (len(page.relative_to(site).parts) - 1)
        page.write_text(page.read_text("utf-8").replace(FOREIGN_SCRIPT, f"{here}assets/{OWN_SCRIPT}"), "utf-8")


def build() -> Path:
    """Build both languages; return the folder of the site."""
    site = BUILD / "site"
    shutil.rmtree(site, ignore_errors=True)
    for lang in LANGUAGES:
        folder = prepare(lang)
        command = [sys.executable, "-m", "zensical", "build", "--clean", "--strict", "--config-file", str(folder / "zensical.toml")]
        subprocess.run(command, check=True, cwd=folder)
        _keep_home(folder / "site")
        shutil.copytree(folder / "site", site / say(lang, "", "en"), dirs_exist_ok=True)
    (site / "llms.txt").write_text(llms("zh") + "\n" + llms("en"), "utf-8")
    print(site / "index.html")
    return site


def serve(port: int = 8000) -> None:
    """Build the site and serve it to this machine."""
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(build()))
    print(f"http://127.0.0.1:{port}/")
    http.server.ThreadingHTTPServer(("127.0.0.1", port), handler).serve_forever()
