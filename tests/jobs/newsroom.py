"""What the tests of mailed jobs share: a folder with a configuration, as a user has it, and a mail server."""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path  # noqa: TC003 - a field is told by it
from typing import TYPE_CHECKING

from click.testing import CliRunner
from mail_server import USER, VARIABLE, Certificates, Post, serving

from briefgen.cli.app import app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from click.testing import Result

NORTH, CHIEF, SOUTH = "north@norland.example", "chief@norland.example", "south@norland.example"
EVERYBODY = {NORTH, CHIEF, SOUTH}

TOML = """\
[output]
directory = "out"
formats = ["md", "docx"]
templates = ["meeting-brief", "digest"]

[store]
path = "briefgen.sqlite"

[mail]
host = "localhost"
port = {port}
security = "starttls"
ca_file = "ca.pem"
user = "{user}"
password_variable = "{variable}"
sender = "The Desk <desk@example.org>"

[jobs.daily]
inputs = ["articles"]
{job}
[[jobs.daily.desks]]
name = "north"
addresses = ["{north}", "{chief}"]

[[jobs.daily.desks]]
name = "south"
addresses = ["{south}"]
"""


@dataclass
class Newsroom:
    """A folder with briefgen.toml, articles, and a mail server that takes what is sent."""

    folder: Path
    post: Post

    def configure(self, port: int, job: str = "") -> None:
        """Write the configuration; ``job`` are more lines of the job."""
        people = {"north": NORTH, "chief": CHIEF, "south": SOUTH}
        text = TOML.format(port=port, user=USER, variable=VARIABLE, job=job, **people)
        (self.folder / "briefgen.toml").write_text(text)

    def article(self, name: str, published: str, source: str, *paragraphs: str) -> Path:
        """Write an article, an hour ago."""
        path = self.folder / "articles" / f"{name}.md"
        path.parent.mkdir(exist_ok=True)
        head = f"---\ntitle: {name}\nsource: {source}\npublished: {published}\n---\n\n"
        path.write_text(head + "\n\n".join(paragraphs) + "\n")
        changed = path.stat().st_mtime_ns - 3600 * 10**9
        os.utime(path, ns=(changed, changed))
        return path

    def command(self, *arguments: str) -> Result:
        """Call briefgen with the configuration of this folder."""
        return CliRunner().invoke(app, [*arguments, "--config", str(self.folder / "briefgen.toml")])

    def run(self, now: str, *arguments: str, code: int = 0) -> dict:
        """Run the job and return what it tells of itself."""
        result = self.command("run", "--json", "--quiet", "--now", now, *arguments)
        assert result.exit_code == code, result.output
        (job,) = json.loads(result.stdout)["jobs"]
        return job

    def files(self) -> set[str]:
        """Return the names of the documents."""
        return {path.name for path in (self.folder / "out" / "daily").iterdir()}

    def arrived(self) -> dict[str, int]:
        """Return how many messages each recipient has."""
        counts: dict[str, int] = {}
        for (_, recipient), number in self.post.taken.items():
            counts[recipient] = counts.get(recipient, 0) + number
        return counts

    def texts(self) -> list[str]:
        """Return the plain text of each message that came in, on one line."""
        return [
            " ".join(message.get_body(("plain",)).get_content().split()) for message in self.post.messages
        ]


@contextmanager
def newsroom(folder: Path, job: str = "") -> Iterator[Newsroom]:
    """Give a newsroom with its mail server, which wants TLS and a login."""
    post, certificates = Post(), Certificates(folder)
    room = Newsroom(folder, post)
    assert certificates.ca_file.exists()
    with serving(post, starttls=certificates.context(), login=True) as port:
        room.configure(port, job)
        yield room
