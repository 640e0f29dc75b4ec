"""Word file → PDF, by way of LibreOffice where that is installed.

It runs with a profile of its own in a folder of its own, which is gone afterwards: no window, no
macros, no links that are followed, a proxy that leads nowhere, and an end to its time.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import subprocess
import tempfile
from hashlib import md5
from pathlib import Path

from briefgen.render.errors import RenderError

NAMES = ("soffice", "libreoffice")
TIMEOUT = 180.0  # seconds; a first start takes some
_EXPORT = (
    'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"ExportBookmarks":{"type":"boolean","value":"true"},"PDFUACompliance":{"type":"boolean","value":"true"}}'
)
_SECURITY = "org.openoffice.Office.Common/Security/Scripting"
_INET = "org.openoffice.Inet/Settings"
_SETTINGS = (
    (_SECURITY, "BlockUntrustedRefererLinks", "true"),
    (_SECURITY, "DisableActiveContent", "true"),
    (_SECURITY, "MacroSecurityLevel", "3"),
    (_INET, "ooInetProxyType", "1"),  # by hand
    (_INET, "ooInetHTTPProxyName", "127.0.0.1"),
    (_INET, "ooInetHTTPProxyPort", "9"),
    (_INET, "ooInetHTTPSProxyName", "127.0.0.1"),
    (_INET, "ooInetHTTPSProxyPort", "9"),
    (_INET, "ooInetNoProxy", ""),
)
"""Path, name and value of what the profile sets."""

_PROXY = "http://127.0.0.1:9"  # the port of "discard"
_MOMENT = re.compile(rb"/(CreationDate|ModDate)\(D:\d{14}(Z[^)]*|[+-][^)]*)\)")
_XMP_MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?=[^<]*</xmp:(?:Create|Modify|Metadata)Date>)")
_IDENTITY = re.compile(rb"/ID\s*\[\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*\]")
_CHECKSUM = re.compile(rb"/DocChecksum\s*/([0-9A-Fa-f]+)")


def find_office() -> str | None:
    """Return the path of LibreOffice, or None where it is not installed."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def check_office(template: str) -> None:
    """Raise RenderError, with what would mend it, where the PDF of a Word file cannot be made."""
    if find_office() is None:
        raise RenderError(
            f'The PDF of the template "{template}", which was made in Word, is made by LibreOffice, which is not '
            "installed; install it, or choose the format docx alone."
        )


def pdf_of(data: bytes, *, template: str, created: str, timeout: float = TIMEOUT) -> bytes:
    """Return the PDF that LibreOffice makes of a Word file, with the moment of the run as its date.

    What else its bytes are is LibreOffice's affair: another version may lay out otherwise.
    Raises RenderError if it is not installed, fails or takes too long.
    """
    check_office(template)
    with tempfile.TemporaryDirectory(prefix="briefgen-") as scratch:
        folder = Path(scratch)
        source = folder / "document.docx"
        source.write_bytes(data)
        user = folder / "profile" / "user"
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(_profile(), "utf-8")
        told = _run(folder, source, created, timeout, template)
        made = folder / "document.pdf"
        if not made.is_file() or not made.stat().st_size:
            reason = told.strip().splitlines()[-1:] or ["it gives no reason"]
            raise RenderError(f'LibreOffice made no PDF of the template "{template}": {reason[0]}.')
        return settled(made.read_bytes(), data, created)


def _profile() -> str:
    """Return the settings as LibreOffice keeps them."""
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>\n'
        for path, name, value in _SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n'
        f"{items}</oor:items>\n"
    )


def _run(folder: Path, source: Path, created: str, timeout: float, template: str) -> str:
    """Run LibreOffice and return what it says."""
    command = [
        str(find_office()),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck",
        "--convert-to", _EXPORT,
        "--outdir", str(folder), str(source),
    ]  # fmt: skip
    with subprocess.Popen(  # noqa: S603 - our own words
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=_environment(folder, created),
        cwd=folder,
        start_new_session=True,
    ) as process:
        try:
            told, _ = process.communicate(timeout=timeout)
        except BaseException as error:
            _end(process)
            if isinstance(error, subprocess.TimeoutExpired):
                raise RenderError(
                    f'LibreOffice took more than {timeout:.0f} s for the PDF of the template "{template}".'
                ) from None
            raise
    return told.decode("utf-8", "replace")


_PASSED_ON = re.compile(
    "PATH|PATHEXT|LANG|LANGUAGE|LC_.*|LD_LIBRARY_PATH|FONTCONFIG_.*|XDG_DATA_DIRS|SYSTEMROOT|WINDIR|COMSPEC"
    "|PROGRAMFILES.*|PROGRAMDATA|COMMONPROGRAMFILES.*|SYSTEMDRIVE",
    re.IGNORECASE,
)
"""The variables that LibreOffice needs to find itself, its libraries and fonts."""


def _environment(folder: Path, created: str) -> dict[str, str]:
    moment = dt.datetime.fromisoformat(created)
    proxies = {name: _PROXY for word in ("http_proxy", "https_proxy") for name in (word, word.upper())}
    own = {
        "SOURCE_DATE_EPOCH": str(int(moment.timestamp())),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "TZ": "UTC",
    }
    # Nothing else of ours: passwords may stand in the environment.
    kept = {name: value for name, value in os.environ.items() if _PASSED_ON.fullmatch(name)}
    return kept | proxies | own | {"SAL_USE_VCLPLUGIN": "svp"}


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program with those it started: its first process is only a starter."""
    if hasattr(os, "killpg"):
        import signal

        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()


def settled(pdf: bytes, source: bytes, created: str) -> bytes:
    """Return the PDF with the dates of the run and an identity made of its source, of the same length.

    Offsets in the file stay right, as nothing grows or shrinks.
    """
    moment = dt.datetime.fromisoformat(created).astimezone(dt.UTC)
    stamp, iso = f"{moment:%Y%m%d%H%M%S}".encode(), f"{moment:%Y-%m-%dT%H:%M:%S}".encode()
    identity = md5(source + iso, usedforsecurity=False).hexdigest().upper().encode()
    pdf = _MOMENT.sub(lambda found: b"/%b(D:%bZ)" % (found[1], stamp) + b" " * (len(found[2]) - 1), pdf)
    pdf = _XMP_MOMENT.sub(iso, pdf)
    pdf = _IDENTITY.sub(lambda found: found[0].replace(found[1], identity[: len(found[1])]), pdf)
    return _CHECKSUM.sub(lambda found: found[0].replace(found[1], identity[: len(found[1])]), pdf)
