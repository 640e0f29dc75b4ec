"""The store's file: making, opening, changing, migrating, and what is told of one that is at fault."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from importlib import resources

import pytest

from briefgen.exceptions import StoreError
from briefgen.jobs.store import Store
from briefgen.jobs.store.faults import damages_told
from briefgen.jobs.store.migrations import MIGRATIONS, Migration, backup_of, version_of

NOW = "2031-03-04T05:06:07+00:00"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "state" / "jobs.sqlite3"


def add_run(connection, job="daily", state="done"):
    connection.execute(
        "INSERT INTO run (job, fingerprint, moment, state, started) VALUES (?, 'f', ?, ?, ?)",
        (job, NOW, state, NOW),
    )


def jobs_of(store):
    return [job for (job,) in store.connection.execute("SELECT job FROM run ORDER BY id")]


def test_a_new_store_has_the_schema_and_the_settings_that_keep_it_safe(path):
    with Store.open(path) as store:
        assert version_of(store.connection) == MIGRATIONS[-1].version
        pragmas = {
            name: store.connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30_000}


def test_only_the_owner_can_read_a_store(path):
    with Store.open(path) as store, store.transaction() as connection:
        add_run(connection)
        modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in path.parent.iterdir()}
    assert set(modes) >= {"jobs.sqlite3", "jobs.sqlite3-wal"}
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_store_that_others_could_read_is_closed_to_them(path):
    Store.open(path).close()
    path.chmod(0o644)
    Store.open(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_transaction_is_kept_as_a_whole(path):
    with Store.open(path) as store:
        with store.transaction() as connection:
            add_run(connection, "kept")
        with pytest.raises(ZeroDivisionError), store.transaction() as connection:  # noqa: PT012
            add_run(connection, "lost")
            raise ZeroDivisionError
        assert jobs_of(store) == ["kept"]
    with Store.open(path) as store:
        assert jobs_of(store) == ["kept"]


def test_a_full_disk_ends_in_a_sentence_and_loses_nothing_that_was_kept(path):
    with Store.open(path) as store:
        with store.transaction() as connection:
            add_run(connection, "kept")
        pages = store.connection.execute("PRAGMA page_count").fetchone()[0]
        store.connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StoreError, match=r"disk is full\. Make room"), store.transaction() as connection:
            connection.execute("INSERT INTO article VALUES ('k', zeroblob(100000))")
        assert jobs_of(store) == ["kept"]
    with Store.open(path) as store:
        assert jobs_of(store) == ["kept"]


def test_a_folder_in_which_nothing_can_be_made_is_told(tmp_path):
    (tmp_path / "state").write_text("a file stands in its place")
    with pytest.raises(StoreError, match="cannot be opened"):
        Store.open(tmp_path / "state" / "jobs.sqlite3")


@pytest.mark.parametrize("name", ["store/jobs.sqlite3", "store/jobs.sqlite3.outbox.lock", "store", "."])
def test_errors_about_the_store_and_its_folders_are_told_as_such(tmp_path, name):
    with (
        pytest.raises(StoreError, match="cannot be opened"),
        damages_told(tmp_path / "store" / "jobs.sqlite3"),
    ):
        raise PermissionError(13, "Permission denied", str(tmp_path / name))


@pytest.mark.parametrize("name", ["store/template.html.j2", "storeroom/notes.txt", 3])
def test_errors_about_other_files_are_not_taken_for_the_stores(tmp_path, name):
    with pytest.raises(PermissionError), damages_told(tmp_path / "store" / "jobs.sqlite3"):
        raise PermissionError(13, "Permission denied", name if name == 3 else str(tmp_path / name))


def test_a_store_of_version_1_opens_after_a_migration(path):
    path.parent.mkdir()
    make_version_1(path)
    with Store.open(path, migrations=[*MIGRATIONS, Migration(2, add_column)]) as store:
        assert version_of(store.connection) == 2
        assert jobs_of(store) == ["daily"]
        assert store.connection.execute("SELECT place FROM run").fetchone() == ("here",)
        assert store.connection.execute("SELECT recipient, state FROM delivery").fetchall() == [
            ("desk@norland.example", "sent")
        ]
        assert store.connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
    with closing(sqlite3.connect(backup_of(path, 1))) as copy:
        assert version_of(copy) == 1
        assert copy.execute("SELECT job FROM run").fetchall() == [("daily",)]
    assert stat.S_IMODE(backup_of(path, 1).stat().st_mode) == 0o600


def make_version_1(path):
    script = resources.files("briefgen.jobs.store").joinpath("schema_1.sql").read_text("utf-8")
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)
        connection.execute("PRAGMA user_version = 1")
        add_run(connection)
        connection.execute(
            "INSERT INTO message (id, message_id, run, sender, subject, data, created)"
            " VALUES (7, '<a@b>', 1, 'a@b', 'Brief', x'00', ?)",
            (NOW,),
        )
        connection.execute(
            "INSERT INTO delivery (message, recipient, state, changed)"
            " VALUES (7, 'desk@norland.example', 'sent', ?)",
            (NOW,),
        )
        connection.commit()


def add_column(connection):
    connection.execute("ALTER TABLE run ADD COLUMN place TEXT NOT NULL DEFAULT 'here'")


def test_a_migration_that_fails_leaves_the_store_as_it_was(path):
    def failing(connection):
        add_column(connection)
        raise ZeroDivisionError

    with Store.open(path) as store, store.transaction() as connection:
        add_run(connection)
    with pytest.raises(ZeroDivisionError):
        Store.open(path, migrations=[*MIGRATIONS, Migration(2, failing)])
    with Store.open(path) as store:
        assert jobs_of(store) == ["daily"]
        assert "place" not in {row[1] for row in store.connection.execute("PRAGMA table_info(run)")}


def test_several_versions_are_passed_in_order(path):
    def renamed(connection):
        connection.execute("ALTER TABLE run RENAME COLUMN place TO room")

    Store.open(path).close()
    with Store.open(path, migrations=[*MIGRATIONS, Migration(2, add_column), Migration(3, renamed)]) as store:
        assert version_of(store.connection) == 3
        assert "room" in {row[1] for row in store.connection.execute("PRAGMA table_info(run)")}


def test_a_newer_store_is_refused_and_left_alone(path):
    with Store.open(path) as store:
        store.connection.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"newer version of briefgen .*99.* Install the newer briefgen"):
        Store.open(path)
    assert path.read_bytes() == before


def test_the_database_of_another_program_is_refused_and_left_alone(path):
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmark (url TEXT)")
    with pytest.raises(StoreError, match="another program"):
        Store.open(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("bookmark",)]


def test_a_file_that_is_no_database_is_told_with_the_remedy(path):
    path.parent.mkdir()
    path.write_text("This is a shopping list, and a long one: " + "milk, " * 500)
    with pytest.raises(StoreError, match=r"is damaged .* 'briefgen jobs rebuild'"):
        Store.open(path)


def test_damaged_pages_are_told_with_the_remedy(path):
    fill(path)
    scramble(path)
    with pytest.raises(StoreError, match=r"is damaged .* 'briefgen jobs rebuild'"):
        Store.open(path)


def test_damage_that_shows_later_is_told_as_well(path):
    fill(path)
    with Store.open(path) as store:
        store.connection.execute("PRAGMA cache_size = 0")
        scramble(path)
        with pytest.raises(StoreError, match="is damaged"), store.transaction() as connection:
            connection.execute("SELECT sum(length(summary)) FROM run").fetchall()


def fill(path, rows=400):
    with Store.open(path) as store, store.transaction() as connection:
        for _ in range(rows):
            add_run(connection)
        connection.execute("UPDATE run SET summary = hex(randomblob(200))")


def scramble(path, page=4096):
    """Overwrite every third page after the first few, as a failing disk would."""
    data = bytearray(path.read_bytes())
    for start in range(20 * page, len(data) - page, 3 * page):
        data[start : start + page] = b"\xa5" * page
    path.write_bytes(bytes(data))


def test_a_store_whose_process_was_killed_opens_with_all_that_was_kept(path):
    program = f"""
import os, signal, sys
from pathlib import Path
sys.path.insert(0, {str(__file__.rsplit("/", 1)[0])!r})
from test_store import Store, add_run
store = Store.open(Path({str(path)!r}))
with store.transaction() as connection:
    add_run(connection, "kept")
store.connection.execute("BEGIN IMMEDIATE")
add_run(store.connection, "lost")
os.kill(os.getpid(), signal.SIGKILL)
"""
    ended = subprocess.run([sys.executable, "-c", program], check=False, env=os.environ)
    assert ended.returncode == -signal.SIGKILL
    assert path.with_name(path.name + "-wal").stat().st_size > 0
    with Store.open(path) as store:
        assert jobs_of(store) == ["kept"]


def test_a_second_process_waits_for_the_first_and_is_told_if_that_takes_too_long(path, monkeypatch):
    monkeypatch.setattr("briefgen.jobs.store.database.WAIT", 0.05)
    with (
        Store.open(path) as first,
        Store.open(path) as second,
        first.transaction(),
        pytest.raises(StoreError, match="held by another program"),
        second.transaction(),
    ):
        pass


def test_a_copy_of_the_file_alone_is_whole_after_closing(path, tmp_path):
    fill(path, rows=3)
    shutil.copy(path, tmp_path / "copy.sqlite3")
    with Store.open(tmp_path / "copy.sqlite3") as store:
        assert len(jobs_of(store)) == 3
