"""The Open Packaging container of a Word file: parts, relationships, properties, fixed bytes.

Everything is written here, so nothing is left over from a template file: no foreign
author, date, comment or thumbnail.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from importlib import resources
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from briefgen.render.docx_xml import DECLARATION, element, part, value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefgen.render.document import Document

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"

_TYPES = {
    "/word/document.xml": f"{_MAIN}.document.main+xml",
    "/word/styles.xml": f"{_MAIN}.styles+xml",
    "/word/numbering.xml": f"{_MAIN}.numbering+xml",
    "/word/settings.xml": f"{_MAIN}.settings+xml",
    "/word/footer1.xml": f"{_MAIN}.footer+xml",
    "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}

_REGIONS = {
    "en": "en-GB",
    "de": "de-DE",
    "fr": "fr-FR",
    "es": "es-ES",
    "it": "it-IT",
    "ru": "ru-RU",
    "zh": "zh-CN",
}

FOOTER = "rFooter"
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip member can carry


def package(
    document: Document, body: bytes, footer: bytes, numbering: bytes, links: Mapping[str, str]
) -> bytes:
    """Return the bytes of the file; ``links`` maps outside addresses to relationship ids."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _package_relationships(),
        "docProps/core.xml": _core_properties(document),
        "docProps/app.xml": _app_properties(),
        "word/document.xml": body,
        "word/_rels/document.xml.rels": _document_relationships(links),
        "word/styles.xml": _styles(document.language),
        "word/numbering.xml": numbering,
        "word/settings.xml": _settings(document.language),
        "word/footer1.xml": footer,
    }
    return _zip(parts)


def _zip(parts: Mapping[str, bytes]) -> bytes:
    """Pack the parts in their order, without compression.

    Compressed bytes differ between builds of zlib; the same input is to give the same
    bytes on every machine.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            member = zipfile.ZipInfo(name, _EARLIEST)
            member.create_system = 3
            member.external_attr = 0o600 << 16
            archive.writestr(member, content)
    return target.getvalue()


def _xml(content: str) -> bytes:
    return (DECLARATION + content).encode("utf-8")


def _content_types() -> bytes:
    defaults = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    content = "".join(
        element("Default", {"Extension": end, "ContentType": kind}) for end, kind in defaults.items()
    )
    content += "".join(
        element("Override", {"PartName": name, "ContentType": kind}) for name, kind in _TYPES.items()
    )
    return _xml(element("Types", {"xmlns": f"{_PACKAGE}/content-types"}, content))


def _relationship(id: str, kind: str, target: str, *, external: bool = False) -> str:
    mode = {"TargetMode": "External"} if external else {}
    return element("Relationship", {"Id": id, "Type": kind, "Target": target, **mode})


def _relationships(content: str) -> bytes:
    return _xml(element("Relationships", {"xmlns": f"{_PACKAGE}/relationships"}, content))


def _package_relationships() -> bytes:
    return _relationships(
        _relationship("rId1", f"{_OFFICE}/officeDocument", "word/document.xml")
        + _relationship("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml")
        + _relationship("rId3", f"{_OFFICE}/extended-properties", "docProps/app.xml")
    )


def _document_relationships(links: Mapping[str, str]) -> bytes:
    own = {"rStyles": "styles", "rNumbering": "numbering", "rSettings": "settings"}
    content = "".join(_relationship(key, f"{_OFFICE}/{name}", f"{name}.xml") for key, name in own.items())
    content += _relationship(FOOTER, f"{_OFFICE}/footer", "footer1.xml")
    for address, key in links.items():
        content += _relationship(key, f"{_OFFICE}/hyperlink", address, external=True)
    return _relationships(content)


def _core_properties(document: Document) -> bytes:
    moment = dt.datetime.fromisoformat(document.created).astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    texts = {
        "dc:title": document.title,
        "dc:subject": document.subject or "",
        "dc:creator": document.author,
        "cp:lastModifiedBy": document.author,
        "cp:revision": "1",
        "dc:language": document.language,
    }
    content = "".join(element(name, None, escape(text)) for name, text in texts.items() if text)
    for name in ("dcterms:created", "dcterms:modified"):
        content += element(name, {"xsi:type": "dcterms:W3CDTF"}, moment)
    namespaces = {
        "xmlns:cp": f"{_PACKAGE}/metadata/core-properties",
        "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        "xmlns:dcterms": "http://purl.org/dc/terms/",
        "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    }
    return _xml(element("cp:coreProperties", namespaces, content))


def _app_properties() -> bytes:
    namespace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return _xml(element("Properties", {"xmlns": namespace}, element("Application", None, "briefgen")))


def _styles(language: str) -> bytes:
    styles = resources.files("briefgen.render").joinpath("docx_styles.xml").read_text("utf-8")
    return styles.replace("LANGUAGE", escape(_REGIONS.get(language, language))).encode("utf-8")


def _settings(language: str) -> bytes:
    """Return the settings; mode 15 keeps Word from opening the file "in compatibility mode"."""
    mode = {"w:name": "compatibilityMode", "w:uri": "http://schemas.microsoft.com/office/word", "w:val": "15"}
    content = (
        element("w:zoom", {"w:percent": 100})
        + value("w:defaultTabStop", 720)
        + value("w:characterSpacingControl", "doNotCompress")
        + element("w:compat", None, element("w:compatSetting", mode))
        + value("w:themeFontLang", _REGIONS.get(language, language))
        + value("w:decimalSymbol", ".")
        + value("w:listSeparator", ",")
    )
    return part("w:settings", content)
