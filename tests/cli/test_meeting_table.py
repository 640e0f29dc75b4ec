from __future__ import annotations

import datetime as dt

import click
import pytest

from briefgen.cli import meeting_table
from briefgen.model import Analysis, DateFinding, Precision

MAY = dt.date(2031, 5, 1)


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (DateFinding(start=MAY, end=MAY, precision=Precision.DAY), "2031-05-01"),
        (DateFinding(start=MAY, end=dt.date(2031, 5, 3), precision=Precision.RANGE), "2031-05-01/2031-05-03"),
        (DateFinding(start=MAY, end=dt.date(2031, 5, 31), precision=Precision.MONTH), "2031-05"),
        (
            DateFinding(start=dt.date(2031, 1, 1), end=dt.date(2031, 12, 31), precision=Precision.YEAR),
            "2031",
        ),
        (DateFinding(text="Feb. 21-22"), 'unknown ("Feb. 21-22")'),
        (DateFinding(), "unknown"),
    ],
)
def test_days_claim_no_more_than_is_known(date: DateFinding, expected: str) -> None:
    assert meeting_table.days(date) == expected


def test_plain_columns_are_aligned_by_what_a_terminal_shows() -> None:
    lines = meeting_table.plain([("王毅", "b", "", "", "", "1"), ("Ńo", "b", "", "", "", "2")])
    assert lines[1] == "王毅  b" + " " * 37 + "1"
    assert lines[2] == "Ńo    b" + " " * 37 + "2"


def test_a_terminal_gets_a_ruled_table(
    analysis: Analysis, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "60")
    meeting_table.show(analysis)
    shown = click.unstyle(capsys.readouterr().out)
    assert "───" in shown
    assert max(map(len, shown.splitlines())) <= 60
    assert "…" not in shown
