"""Fit the repository's documents together as one site in two languages (mkdocs.yml calls these functions).

Documents beside the code they describe become pages too. A link between documents leads to the page; a link to any
other file of the repository leads to the repository where `repo_url` names one, and is the file's name otherwise. A
page whose name ends in `.zh.md` is Chinese throughout: frame, navigation, neighbours.
"""

from __future__ import annotations

import logging
import posixpath
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parent.parent
# Pages of the site that are kept elsewhere in the repository.
ELSEWHERE: Mapping[str, str] = {
    "reference/experiment_file.md": "experiments/README.md",
    "reference/scenario_file.md": "scenarios/README.md",
    "reference/facts.md": "sim/data/FACTS.md",
    "reference/benchmarks.md": "benchmarks/README.md",
    "project/contributing.md": "CONTRIBUTING.md",
    "project/changes.md": "CHANGELOG.md",
}
# The front pages of the repository and of the site say the same in different length.
FRONT: Mapping[str, str] = {"README.md": "index.md", "README.zh.md": "index.zh.md"}
CHINESE = "中文"
NAMES: Mapping[str, str] = {"en": "sanshe · policy laboratory", "zh": "sanshe · 三社联动政策实验室"}
IN_ENGLISH: Mapping[str, str] = {
    "操作指南": "howto/index.html",
    "模型概述": "model.html",
    "完整说明（ODD）": "odd.html",
    "检验": "validation.html",
    "参考：命令": "reference/commands.html",
    "参考：实验文件": "reference/experiment_file.html",
}
_FENCE = re.compile(r"^(?:```|~~~).*?^(?:```|~~~)[ ]*$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?P<image>!?)\[(?P<words>[^\]]*)\]\((?P<target>[^)\s]+)\)")

log = logging.getLogger("mkdocs.hooks.documentation")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Take in the documents that are kept beside what they describe."""
    for page, source in ELSEWHERE.items():
        files.append(File.generated(config, page, abs_src_path=str(ROOT / source)))
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG001  called by name
    """Part the languages: nobody turns from the last English page to the first Chinese one."""
    for page in nav.pages:
        after = page.next_page
        if after is not None and language(page) != language(after):
            page.next_page, after.previous_page = None, None
    return nav


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Turn every link of a page to where its target is on the site; code stays as it is."""
    inside = [found.span() for found in _FENCE.finditer(markdown)]

    def turned(found: re.Match[str]) -> str:
        if any(start <= found.start() < end for start, end in inside):
            return found[0]
        return _turned(found, page, config, files)

    return _LINK.sub(turned, markdown)


def _turned(found: re.Match[str], page: Page, config: MkDocsConfig, files: Files) -> str:
    target, _, anchor = found["target"].partition("#")
    if not target or re.match(r"[a-z]+:", target):
        return found[0]
    source = repository_path(page.file.src_uri)
    wanted = posixpath.normpath(posixpath.join(posixpath.dirname(source), target))
    on_site = site_path(wanted)
    if files.get_file_from_path(on_site) is not None:
        link = posixpath.relpath(on_site, posixpath.dirname(page.file.src_uri) or ".")
        return f"{found['image']}[{found['words']}]({link}{'#' + anchor if anchor else ''})"
    if not (ROOT / wanted).exists():
        log.warning("%s links to %s, which is not in the repository", source, wanted)
    if config.repo_url:
        return f"[{found['words']}]({config.repo_url.rstrip('/')}/blob/HEAD/{wanted})"
    return found["words"] if found["words"].startswith("`") else f"`{found['words']}`"


def repository_path(page: str) -> str:
    """Where a page of the site is kept in the repository: experiments/README.md for reference/experiment_file.md."""
    return ELSEWHERE.get(page, f"docs/{page}")


def site_path(path: str) -> str:
    """Where a file of the repository is on the site, if it is there at all."""
    kept: dict[str, str] = {source: page for page, source in ELSEWHERE.items()} | dict(FRONT)
    return kept.get(path, path.removeprefix("docs/") if path.startswith("docs/") else f"../{path}")


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """Frame a page in its own language, with the way to the same page in the other one."""
    lang = language(page)
    config.theme["language"] = lang
    config.site_name = NAMES[lang]
    pages = {each.file.src_uri: each.url for each in nav.pages}
    twins = {
        "en": page.file.src_uri.replace(".zh.md", ".md"),
        "zh": re.sub(r"(\.zh)?\.md$", ".zh.md", page.file.src_uri),
    }
    config.extra["alternate"] = [
        {"name": name, "lang": code, "link": pages.get(twins[code], pages[front])}
        for name, code, front in (("English", "en", "index.md"), (CHINESE, "zh", "index.zh.md"))
    ]
    context["nav"] = _navigation(lang, nav)
    return context


def on_post_build(config: MkDocsConfig) -> None:
    """Leave out what no page asks for: the theme's maps for its makers, and search in languages that no page has."""
    scripts = Path(config.site_dir) / "assets" / "javascripts"
    shutil.rmtree(scripts / "lunr", ignore_errors=True)
    for unused in Path(config.site_dir, "assets").rglob("*.map"):
        unused.unlink()


def language(page: Page) -> str:
    """The language of a page, by its file's name."""
    return "zh" if page.file.src_uri.endswith(".zh.md") else "en"


def _navigation(lang: str, nav: Navigation) -> Navigation:
    """The navigation of one language."""
    chinese = next(each for each in nav.items if isinstance(each, Section) and each.title == CHINESE)
    if lang == "zh":
        links = [Link(title, url) for title, url in IN_ENGLISH.items()]
        items = [*chinese.children, Section("英文资料", list(links))]
    else:
        items = [each for each in nav.items if each is not chinese]
    shown = Navigation(items, [page for page in nav.pages if language(page) == lang])
    shown.homepage = shown.pages[0]
    return shown
