from __future__ import annotations

import datetime as dt
import logging
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from runs import FolderPost, job_of, news, run, settings_of

import briefgen.extract
from briefgen.deliver.account import Mail
from briefgen.exceptions import MailError
from briefgen.jobs import locks
from briefgen.jobs.courier import Courier, something_is_due

if TYPE_CHECKING:
    from pathlib import Path

NOW = dt.datetime(2031, 5, 7, 8, 0, tzinfo=dt.UTC)


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A store in whose outbox three recipients wait."""
    from runs import read_articles

    monkeypatch.setattr(briefgen.extract, "read_articles", read_articles)
    news(tmp_path / "news", 1)
    assert run(tmp_path, job_of(tmp_path), post=FolderPost(tmp_path / "server", answer="waiting")).status == 0
    mail = Mail(host="127.0.0.1", port=25, sender="desk@briefgen.example")
    return replace(settings_of(tmp_path, job_of(tmp_path)), mail=mail)


def finish(courier: Courier) -> None:
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and thread.daemon:
            thread.join(20)
    assert not courier.is_busy


def test_what_waits_is_delivered_and_then_nothing_is_due(tmp_path, settings, caplog) -> None:
    caplog.set_level(logging.INFO, "briefgen")
    post = FolderPost(tmp_path / "server")
    courier = Courier(lambda: NOW, bind=lambda _: post)
    assert something_is_due(settings.store, NOW)
    courier.look(settings)
    finish(courier)
    assert len(post.arrived()) == 3
    assert not something_is_due(settings.store, NOW)
    assert "mail: 3 sent, 0 waiting, 0 refused" in caplog.text


def test_a_delivery_under_way_elsewhere_is_left_alone(tmp_path, settings) -> None:
    post = FolderPost(tmp_path / "server")
    courier = Courier(lambda: NOW, bind=lambda _: post)
    with locks.of_outbox(settings.store):
        courier.look(settings)
        finish(courier)
    assert post.arrived() == {}


def test_an_account_at_fault_is_told_and_ends_nothing(tmp_path, settings, caplog) -> None:
    class Locked(FolderPost):
        def deliver(self, connection, *, now):
            raise MailError("The server does not know the user.", remedy="Look at [mail].")

    courier = Courier(lambda: NOW, bind=lambda _: Locked(tmp_path / "server"))
    courier.look(settings)
    finish(courier)
    assert "The server does not know the user. Look at [mail]." in caplog.text


def test_without_mail_or_store_nothing_is_looked_for(tmp_path, settings) -> None:
    def bind(_):
        raise AssertionError

    courier = Courier(lambda: NOW, bind=bind)
    courier.look(replace(settings, mail=None))
    courier.look(replace(settings, store=tmp_path / "none.sqlite"))
    assert not courier.is_busy
    assert not (tmp_path / "none.sqlite").exists()
