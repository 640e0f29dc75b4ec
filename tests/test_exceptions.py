from __future__ import annotations

from briefgen import exceptions
from briefgen.exceptions import BriefgenError, ExitCode


def test_an_error_is_its_sentence_and_its_remedy() -> None:
    assert str(BriefgenError("It is cold.", remedy="Close the window.")) == "It is cold. Close the window."


def test_an_error_may_have_no_remedy() -> None:
    assert str(BriefgenError("It is cold.")) == "It is cold."


def test_every_error_has_an_exit_code_and_stands_in_the_tree() -> None:
    errors = [e for e in vars(exceptions).values() if isinstance(e, type) and issubclass(e, BriefgenError)]
    assert len(errors) > 5
    for error in errors:
        assert error.exit_code in set(ExitCode) - {ExitCode.OK}
        assert f"``{error.__name__}``" in (exceptions.__doc__ or "")
