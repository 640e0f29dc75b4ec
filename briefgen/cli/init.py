"""``briefgen init``: a configuration file to begin with."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import click

from briefgen import atomic
from briefgen.exceptions import OutputError


@click.command("init")
@click.argument("file", type=click.Path(path_type=Path), default="briefgen.toml", metavar="[FILE]")
@click.option("--force", is_flag=True, help="Overwrite a file that exists.")
def command(file: Path, force: bool) -> None:
    """Write a commented configuration file with one job.

    FILE is briefgen.toml in the current folder if it is not named.
    """
    path = file / "briefgen.toml" if file.is_dir() else file
    if not force and (path.exists() or path.is_symlink()):
        raise OutputError(
            f"{path} is there already.", remedy="Name another file, or overwrite it with --force."
        )
    try:
        atomic.make_folder(path.parent)
        atomic.write(path, resources.files("briefgen.jobs").joinpath("example.toml").read_bytes())
    except OutputError as error:
        raise OutputError(error.message, remedy="Name another file.") from None
    shown = click.format_filename(path)
    click.echo(shown)
    told = "" if file == Path("briefgen.toml") else f" --config {shown}"
    click.echo(
        f"Edit it, put articles into {click.format_filename(path.parent / 'articles')}, then:", err=True
    )
    click.echo(f"  briefgen jobs check{told}", err=True)
    click.echo(f"  briefgen run{told}", err=True)
