"""What can go wrong in a way that the person at the keyboard can mend, and the exit codes.

``BriefgenError``            every error of this tree: a sentence and, mostly, a remedy
    ``ConfigError``          the configuration file
    ``ClockError``           the time to work with (``--now``, ``SOURCE_DATE_EPOCH``)
    ``NothingReadError``     no input could be read
    ``ModelError``           the language model is not installed or cannot be used
    ``TemplateError``        a template is missing or at fault, or does not offer a format
    ``EditionError``         the earlier edition to compare with
    ``OutputError``          a file or folder cannot be written
    ``StoreError``           what jobs remember cannot be opened, is damaged, or is newer than the program
    ``MailError``            the settings or the answers of the mail server
    ``BusyError``            another run of the same job is at work

The command line prints the sentence and leaves with ``exit_code``; a program catches
``BriefgenError``.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from briefgen.model import Skipped


class ExitCode(IntEnum):
    """The exit status of the command, as documented in ``briefgen --help``."""

    OK = 0
    ERROR = 1
    USAGE = 2
    INCOMPLETE = 3  # with --strict: an input was skipped, or an article tells of no meeting
    BUSY = 75  # EX_TEMPFAIL of sysexits.h: another run of the job is at work
    INTERRUPTED = 130  # 128 + SIGINT
    BROKEN_PIPE = 141  # 128 + SIGPIPE


class BriefgenError(Exception):
    """Something that the user can mend.

    ``message`` says what is wrong and where, ``remedy`` what would mend it; both are
    sentences.  ``str()`` gives the two, one after the other.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.ERROR

    def __init__(self, message: str, *, remedy: str | None = None) -> None:
        self.message = message
        self.remedy = remedy
        super().__init__(f"{message} {remedy}" if remedy else message)


class ConfigError(BriefgenError):
    """The configuration file is missing, is no TOML, or has a key or value that means nothing.

    ``details`` has a line for each fault where there is more than one; ``str()`` gives them as well.
    """

    exit_code = ExitCode.USAGE

    def __init__(self, message: str, *, remedy: str | None = None, details: tuple[str, ...] = ()) -> None:
        self.details = details
        super().__init__(message, remedy=remedy)

    def __str__(self) -> str:
        """Return the sentence and a line for each fault."""
        return "\n".join([super().__str__(), *self.details])


class ClockError(BriefgenError):
    """The time that was asked for is no time."""

    exit_code = ExitCode.USAGE


class NothingReadError(BriefgenError):
    """None of the inputs gave an article; ``skipped`` holds the reason for each."""

    def __init__(self, skipped: tuple[Skipped, ...] = ()) -> None:
        self.skipped = skipped
        super().__init__(
            "No article could be read.",
            remedy="Give files or folders with articles in English, or - for standard input.",
        )


class ModelError(BriefgenError):
    """The English language model is not installed or cannot be used."""


class TemplateError(BriefgenError):
    """A template is unknown or at fault, or does not offer the format."""


class EditionError(BriefgenError):
    """The earlier edition cannot be read, or is not what ``briefgen analyze --json`` prints."""

    exit_code = ExitCode.USAGE


class OutputError(BriefgenError):
    """A file or the output folder cannot be written."""


class StoreError(BriefgenError):
    """The store of the jobs cannot be opened, is damaged, or was made by a newer version."""


class MailError(BriefgenError):
    """Mail cannot be composed or handed to the server."""


class BusyError(BriefgenError):
    """Another run of the same job is at work."""

    exit_code = ExitCode.BUSY
