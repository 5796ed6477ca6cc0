"""The explorer as one file: page, style, script and packed results, and nothing that is fetched from anywhere."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from html import escape
from importlib.resources import files
from string import Template

from sim.report.explorer import wording
from sim.report.explorer.content import Content
from sim.report.explorer.packing import packed
from sim.report.html import LANGUAGE_TAGS
from sim.report.words import Language

MARK = '<meta name="generator" content="sanshe explore">'
SCRIPTS = (
    "say",
    "unpack",
    "draws",
    "intervals",
    "differences",
    "quantities",
    "drawing",
    "months",
    "worlds",
    "policies",
    "table",
    "about",
    "page",
)
_IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./(\w+)\.js";$', flags=re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?(?:function|class|const) (\w+))", flags=re.MULTILINE)
_STATIC = files("sim.report.explorer") / "static"


def render(content: Content, lang: Language) -> str:
    """Put a page together. The only words of users in its markup are the title; all others are packed."""
    style, script = _read("page.css"), bundled(SCRIPTS)
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    return Template(_read("page.html")).substitute(
        lang=LANGUAGE_TAGS[lang],
        mark=MARK,
        policy=escape(policy),
        title=escape(wording.TITLE.say(lang, name=content.told["name"])),
        style=style,
        script=script,
        packed=packed(content),
    )


def bundled(names: Sequence[str]) -> str:
    """Modules as one script, because a page on a disk may load no other files.

    Each is a function that gives what the module exports; whatever it imports must stand before it.
    """
    return "\n".join(_enclosed(name) for name in names)


def _enclosed(name: str) -> str:
    written = _read(f"{name}.js")
    exported = ", ".join(found[2] for found in _EXPORT.finditer(written))
    body = _EXPORT.sub(r"\1", _IMPORT.sub(r"const \1 = module_\2;", written))
    return f"const module_{name} = (() => {{\n{body}return {{ {exported} }};\n}})();"


def _read(name: str) -> str:
    return (_STATIC / name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    """The hash by which a page allows its own script and style, and no other."""
    return f"sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}"
