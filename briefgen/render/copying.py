"""A copy of a template, to be changed: whole in itself, with what it shares with others beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.render.errors import RenderError
from briefgen.render.templates import MANIFEST, SOURCE, WORD_SOURCE, find_template, search_path

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from briefgen.render.templates import TemplateInfo

_SHARED = re.compile(r"""(["'])(_[\w-]+/[\w.-]+\.j2)\1""")
_NAME_LINE = re.compile(r"^name\s*=.*$", re.MULTILINE)
_NAME = re.compile(r"[A-Za-z0-9][\w-]*")

_HEAD = """{{# A copy of the template "{original}", to be changed at will.
   {shared}
   Check it:    briefgen templates check {folder}
   Look at it:  briefgen templates preview {folder} -o sample.html
   Use it:      briefgen build ARTICLES --templates {parent} -t {name} #}}
"""
_ALONE = "It shares nothing with other templates."
_BESIDE = (
    "What it shared with other templates stands beside it, copied as well: {files}.\n"
    "   A later version of briefgen changes none of these files."
)


def copy_of_template(name: str, folder: Path, template_dirs: Sequence[Path] = ()) -> dict[Path, bytes]:
    """Return the files, each with its content, of a copy of a template in ``folder``, whose name it takes.

    References to shared parts lead to copies of them in the same folder.  Raises RenderError.
    """
    new_name = folder.name
    if not _NAME.fullmatch(new_name):
        raise RenderError(
            f'A template cannot be called "{new_name}"; use letters, figures, "-" and "_" for the folder.'
        )
    info = find_template(name, template_dirs)
    if info.in_word:
        return _copy_in_word(info, folder)
    sources = _with_shared(_text(info.source), search_path(template_dirs))
    moved = {reference: f"{new_name}/{reference.rpartition('/')[2]}" for reference in sources if reference}
    texts = {reference: _redirected(text, moved) for reference, text in sources.items()}
    files = {
        folder / moved[reference].rpartition("/")[2]: text for reference, text in texts.items() if reference
    }
    files[folder / SOURCE] = _head(info.name, folder, sorted(path.name for path in files)) + texts[""]
    files[folder / MANIFEST] = _manifest(info, new_name)
    return {path: text.encode("utf-8") for path, text in files.items()}


def _copy_in_word(info: TemplateInfo, folder: Path) -> dict[Path, bytes]:
    """Return the copy of a template made in Word; a Word file alone gets a manifest."""
    try:
        data = info.source.read_bytes()
    except OSError as error:
        raise RenderError(f"{info.source} cannot be read: {error}.") from error
    return {folder / WORD_SOURCE: data, folder / MANIFEST: _manifest(info, folder.name).encode("utf-8")}


def _manifest(info: TemplateInfo, name: str) -> str:
    """Return the manifest under another name, or that of a Word file alone."""
    if info.file in {SOURCE, WORD_SOURCE} and (info.folder / MANIFEST).is_file():
        return _NAME_LINE.sub(f'name = "{name}"', _text(info.folder / MANIFEST), count=1)
    formats = ", ".join(f'"{offered}"' for offered in info.formats)
    values = {"name": f'"{name}"', "purpose": f'"{info.purpose}"', "subject": f'"{info.subject}"'}
    lines = [f"{key} = {value}\n" for key, value in (values | {"formats": f"[{formats}]"}).items()]
    return "".join(lines)


def _with_shared(source: str, folders: Sequence[Path]) -> dict[str, str]:
    """Return a template's text under "", and under its reference that of each shared part it leads to."""
    found = {"": source}
    waiting = [source]
    while waiting:
        for _, reference in _SHARED.findall(waiting.pop()):
            file = next((folder / reference for folder in folders if (folder / reference).is_file()), None)
            if file is not None and reference not in found:
                found[reference] = _text(file)
                waiting.append(found[reference])
    return found


def _redirected(text: str, moved: dict[str, str]) -> str:
    return _SHARED.sub(lambda match: f"{match[1]}{moved.get(match[2], match[2])}{match[1]}", text)


def _head(original: str, folder: Path, shared: Sequence[str]) -> str:
    beside = _BESIDE.format(files=", ".join(shared)) if shared else _ALONE
    return _HEAD.format(
        original=original,
        shared=beside,
        folder=folder.as_posix(),
        parent=folder.parent.as_posix(),
        name=folder.name,
    )


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RenderError(f"{path} cannot be read: {error}.") from error
