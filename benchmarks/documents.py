"""``make bench``: a digest of many meetings as PDF and DOCX, beside WeasyPrint and docxtpl with the same text.

One process each, start-up included; invented meetings, the same in every run.  The PDF is written by
us and by WeasyPrint from the same HTML, tagged both; the DOCX by us and by docxtpl, from a template made
in Word that prints the same parts; docxtpl knows no notes, so that ours is made with links to the sources
as well as with notes that hold the sentences.  Shown are seconds, processor time, the peak of memory, and the words
of the Word files, so that one sees that both hold the same.
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import random
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from processes import MEGABYTE, Measured, run

from briefgen.model import BriefTopic, Citation, Digest
from briefgen.render import PLAIN, Theme, render
from briefgen.render.sample import CREATED, said, sample_brief, sample_digest

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.model import Brief, Source

WORDS = (
    "minister treaty ferry quota herring winter port talks delegation agreement council harbour fishing committee "
    "visit joint statement border trade energy security region summit foreign deputy officials round spokesman "
    "ministry cooperation investment of the and in on with for a to by"
).split()
MARKS = "[{{ %s | numbers | join('][') }}]"


def main() -> int:
    """Measure and print; the exit status is 1 if a limit is passed."""
    if len(sys.argv) == 5 and sys.argv[1] == "make":
        return make(sys.argv[2], int(sys.argv[3]), Path(sys.argv[4]))
    args = arguments()
    with tempfile.TemporaryDirectory() as scratch:
        measured = {name: measure(name, args.meetings, Path(scratch)) for name in MAKERS}
    failures = [
        *beyond("PDF: processor time", measured["pdf"].cpu / measured["weasyprint"].cpu, args.max_pdf),
        *beyond(
            "DOCX: processor time", measured["docx-links"].cpu / measured["docxtpl-links"].cpu, args.max_docx
        ),
        *beyond("PDF: memory in MB", measured["pdf"].memory / MEGABYTE, args.max_memory),
    ]
    for failure in failures:
        print(failure, file=sys.stderr)
    return int(bool(failures))


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description="Measure a digest of many meetings beside WeasyPrint and docxtpl."
    )
    parser.add_argument("--meetings", type=int, default=200, help="how many (default: 200)")
    for name, limit in {
        "pdf": "processor time of our PDF as a multiple of WeasyPrint's",
        "docx": "processor time of our DOCX with links as a multiple of docxtpl's",
        "memory": "peak of memory of our PDF, in megabytes",
    }.items():
        parser.add_argument(f"--max-{name}", type=float, metavar="N", help=f"fail above this {limit}")
    return parser.parse_args()


def measure(name: str, meetings: int, scratch: Path) -> Measured:
    """Make one file in a process of its own, and print what that took."""
    file = scratch / f"{name}.out"
    taken = run([sys.executable, __file__, "make", name, str(meetings), str(file)], scratch / "log")
    size = f"{file.stat().st_size / MEGABYTE:5.1f} MB"
    told = (
        f"{taken.seconds:6.1f} s {taken.cpu:6.1f} s of processor {taken.memory / MEGABYTE:5.0f} MB of memory"
    )
    words = f" {words_of(file):7} words" if name.startswith("docx") else ""
    print(f"{name:13} {meetings} meetings {told}, file {size}{words}", flush=True)
    return taken


def words_of(file: Path) -> int:
    """Return how many words the body of a Word file has, its marks of citations left out."""
    import docx
    from docx.oxml.ns import qn

    body = docx.Document(str(file)).element.body
    paragraphs = ("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))
    return sum(len(text.split()) for text in paragraphs)


def beyond(what: str, ratio: float, limit: float | None) -> list[str]:
    """Return a complaint if a ratio is above its limit."""
    return [f"{what} {ratio:.2f}, at most {limit:g} is wanted"] if limit is not None and ratio > limit else []


# ── what is made ─────────────────────────────────────────────────────────────


def make(name: str, meetings: int, file: Path) -> int:
    """Make one file."""
    file.write_bytes(MAKERS[name](digest(meetings)))
    return 0


def ours(format: str, theme: Theme = PLAIN) -> Callable[[Digest], bytes]:
    """Return what makes our document in a format."""
    return lambda subject: render(subject, template="digest", format=format, created=CREATED, theme=theme)


def by_weasyprint(subject: Digest) -> bytes:
    """Make the PDF of our HTML, tagged, as WeasyPrint does for whoever calls it."""
    import logging

    import weasyprint

    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    html = render(subject, template="digest", format="html", created=CREATED).decode()
    return bytes(weasyprint.HTML(string=html).write_pdf(pdf_tags=True))


def by_docxtpl(subject: Digest) -> bytes:
    """Fill a template made in Word as docxtpl does for whoever calls it, escaping on, with the text alone."""
    return with_docxtpl(subject, links=False)


def by_docxtpl_with_links(subject: Digest) -> bytes:
    """Do the same with a link to the source on each cited sentence, as our document has it."""
    return with_docxtpl(subject, links=True)


def with_docxtpl(subject: Digest, *, links: bool) -> bytes:
    """Fill the template."""
    from docxtpl import DocxTemplate, RichText
    from jinja2 import Environment, StrictUndefined

    from briefgen.render.templates_filters import at_sentence, evidence, numbers

    template = DocxTemplate(
        io.BytesIO(word_template("{{r c.sentence | link(x.url) }}" if links else "{{ c.sentence }}"))
    )

    def link(text: str, url: str) -> RichText:
        return RichText(text, url_id=template.build_url_id(at_sentence(url, text)))

    environment = Environment(autoescape=True, undefined=StrictUndefined)
    environment.filters |= {"numbers": numbers, "link": link}
    template.render({"digest": subject, "evidence": evidence(subject)}, environment, autoescape=True)
    target = io.BytesIO()
    template.save(target)
    return target.getvalue()


MAKERS: dict[str, Callable[[Digest], bytes]] = {
    "pdf": ours("pdf"),
    "weasyprint": by_weasyprint,
    "docx": ours("docx"),
    "docx-links": ours("docx", Theme(citations="links")),
    "docxtpl": by_docxtpl,
    "docxtpl-links": by_docxtpl_with_links,
}


# ── a template made in Word, with the parts of our digest ────────────────────


def word_template(sentence: str) -> bytes:
    """Return a Word file with tags for what our template "digest" prints."""
    import docx

    file = docx.Document()
    file.add_heading("{{ digest.title }}", 0)
    for line in (
        "Period {{ digest.period }}",
        "Meetings {{ digest.briefs | length }}",
        "Prepared {{ digest.prepared }}",
    ):
        file.add_paragraph(line)
    looped(file, "brief", "digest.briefs", [("List Bullet", "{{ brief.title }} 1")])  # the contents
    table = file.add_table(1, 4)
    for cell, word in zip(table.rows[0].cells, ("Date", "Who", "Where", "Status"), strict=True):
        cell.text = word
    for texts in (
        ["{%tr for brief in digest.briefs %}"],
        [
            "{{ brief.when }}",
            "{{ brief.principals | join(', ') }}",
            "{{ brief.where }}",
            "{{ brief.status }}",
        ],
        ["{%tr endfor %}"],
    ):
        for cell, text in zip(table.add_row().cells, texts, strict=False):
            cell.text = text
    file.add_paragraph("{%p for brief in digest.briefs %}")
    meeting(file)
    file.add_paragraph("{%p endfor %}")
    sources(file, sentence)
    target = io.BytesIO()
    file.save(target)
    return target.getvalue()


def meeting(file) -> None:  # noqa: ANN001 - python-docx is loaded where it is needed
    """Add one meeting."""
    statement = "{{ s.text }}" + MARKS % "s.citations"
    file.add_heading("{{ brief.title }}", 1)
    file.add_paragraph("{{ brief.when }} · {{ brief.where }} · {{ brief.status }}")
    looped(file, "s", "brief.bottom_line", [("Quote", statement)])
    file.add_heading("Participants", 2)
    who = "{{ p.name }}, {{ p.role }} (as of {{ p.role_as_of }}), for {{ p.side }}: {{ p.attendance }}"
    looped(file, "p", "brief.participants", [("List Bullet", who + MARKS % "p.citations")])
    file.add_heading("Topics", 2)
    file.add_paragraph("{%p for t in brief.topics %}")
    file.add_paragraph("{{ t.label }}", style="List Bullet")
    looped(file, "s", "t.statements", [("List Bullet 2", statement)])
    file.add_paragraph("{%p endfor %}")
    file.add_heading("Key quotations", 2)
    speaker = "{{ q.speaker }}, {{ q.role }}, quoted by {{ q.via }}[{{ q.citation.number }}]"
    looped(file, "q", "brief.quotations", [("Quote", "“{{ q.text }}”"), ("Normal", speaker)])
    for title, field in (("Where the sources disagree", "disagreements"), ("Gaps", "gaps")):
        file.add_heading(title, 2)
        looped(file, "s", f"brief.{field}", [("List Bullet", statement + " {{ s.rule or '' }}")])


def sources(file, sentence: str) -> None:  # noqa: ANN001 - as above
    """Add the sources with the sentences that are cited from them."""
    file.add_heading("Sources and evidence", 1)
    file.add_paragraph("{%p for x in digest.sources %}")
    file.add_paragraph("[{{ x.number }}] {{ x.title }}. {{ x.publisher }}, {{ x.published }}.")
    file.add_paragraph(
        "{{ x.url }} · File: {{ x.path }} · Language: {{ x.language }} · SHA-256: {{ x.content_hash[:12] }}"
    )
    looped(file, "c", "evidence.get(x.number, ())", [("List Bullet", sentence)])
    file.add_paragraph("{%p endfor %}")


def looped(file, name: str, source: str, paragraphs: list[tuple[str, str]]) -> None:  # noqa: ANN001 - as above
    """Add paragraphs, each with its style, that are repeated."""
    file.add_paragraph(f"{{%p for {name} in {source} %}}")
    for style, text in paragraphs:
        file.add_paragraph(text, style=style)
    file.add_paragraph("{%p endfor %}")


# ── what it is made of ───────────────────────────────────────────────────────


def digest(meetings: int) -> Digest:
    """Return a digest of invented meetings, two sources each."""
    chance = random.Random(1)  # noqa: S311 - the same words in every run
    sources: list[Source] = []
    briefs = [brief(number, chance, sources) for number in range(meetings)]
    title = f"Digest of {meetings} meetings"
    return replace(sample_digest(), title=title, briefs=tuple(briefs), sources=tuple(sources))


def brief(number: int, chance: random.Random, sources: list[Source]) -> Brief:
    """Return an invented meeting; its sources are added to those of the digest."""
    model = sample_brief()
    day = dt.date(2031, 1, 1) + dt.timedelta(days=number)
    first = len(sources) + 1
    for k in (first, first + 1):
        url = f"https://news.example/{k}"
        sources.append(
            replace(model.sources[0], number=k, title=sentence(chance, 8), url=url, path=f"articles/{k}.txt")
        )
    found = [sentence(chance, 18) for _ in range(12)]

    def cited(k: int) -> Citation:
        text, start = found[k % 12], 100 + 200 * (k % 12)
        source = first + k % 2
        return Citation(
            number=source, article=f"a{source}", start=start, end=start + len(text), sentence=text
        )

    people = [replace(p, name=sentence(chance, 2).strip(".").title()) for p in model.participants[:2] * 3]
    return replace(
        model,
        id=f"m{number}",
        title=f"{sentence(chance, 5).strip('.')}, meeting {number}",
        when=f"{day:%a} {day.day} {day:%b %Y}",
        start=day,
        end=day,
        bottom_line=tuple(said(sentence(chance, 22), cited(k)) for k in range(3)),
        participants=tuple(replace(p, citations=(cited(k),)) for k, p in enumerate(people)),
        topics=tuple(
            BriefTopic(
                label=sentence(chance, 2).strip("."),
                statements=tuple(said(sentence(chance, 20), cited(k + j)) for j in range(2)),
                citations=(),
            )
            for k in range(4)
        ),
        quotations=tuple(
            replace(model.quotations[0], text=sentence(chance, 25).strip("."), citation=cited(k))
            for k in range(4)
        ),
        disagreements=(said(sentence(chance, 20), cited(2), cited(3)),),
    )


def sentence(chance: random.Random, words: int) -> str:
    """Return words that mean nothing."""
    return " ".join(chance.choices(WORDS, k=words)).capitalize() + "."


if __name__ == "__main__":
    sys.exit(main())
