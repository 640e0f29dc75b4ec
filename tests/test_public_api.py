from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version

import pytest

import briefgen


@pytest.mark.parametrize("name", briefgen.__all__)
def test_every_public_name_is_there_and_documented(name: str) -> None:
    value = getattr(briefgen, name)
    assert name in dir(briefgen)
    assert isinstance(value, str) or value.__doc__


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        _ = briefgen.nonsense


def test_the_version_is_that_of_the_installed_package() -> None:
    assert briefgen.__version__ == version("briefgen")


def test_importing_the_package_loads_no_stage() -> None:
    code = "import sys, briefgen; print(*[m for m in sys.modules if m.startswith('briefgen.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
