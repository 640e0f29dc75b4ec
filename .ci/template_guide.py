"""Writes the generated parts of docs/templates.md, and checks that they are as they should be.

The fields come from the classes of the model and the comments beside them, the filters from their
docstrings, the elements from the parser's table.  Without ``--write`` nothing is changed, and the
exit status is 1 if the guide is not what this program would write.
"""

from __future__ import annotations

import ast
import inspect
import io
import re
import sys
import tokenize
from dataclasses import fields, is_dataclass
from pathlib import Path

from briefgen.model import brief
from briefgen.render import list_templates, templates_filters, theme
from briefgen.render.encounters import encounters
from briefgen.render.parse_elements import ATTRIBUTES
from briefgen.render.parse_inline import is_linkable

GUIDE = Path(__file__).resolve().parent.parent / "docs" / "templates.md"
PART = re.compile(r"(<!-- generated: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
FILTERS = (
    "numbers", "cited", "encounters", "evidence", "by_speaker", "at_sentence", "one_day", "shortened", "worth_listing",
)  # fmt: skip
FUNCTIONS = vars(templates_filters) | {"encounters": encounters}
CLASSES = (
    brief.Brief, brief.Digest, brief.Statement, brief.Citation, brief.Fact, brief.BriefParticipant, brief.BriefTopic,
    brief.Position, brief.BriefQuote, brief.Chronicle, brief.SourceSummary, brief.Source, brief.BriefChanges,
    brief.DigestChanges, theme.Theme, theme.Colours,
)  # fmt: skip


def main() -> int:
    """Check the guide, or write it; the exit status is 1 if it is not up to date or a field is not explained."""
    faults = unexplained()
    told = GUIDE.read_text("utf-8")
    real = PART.sub(lambda part: f"{part[1]}\n{PARTS[part[2]]()}\n\n{part[3]}", told)
    if "--write" in sys.argv[1:] and real != told:
        GUIDE.write_text(real, "utf-8")
    elif real != told:
        faults.append("docs/templates.md is not up to date (make format puts it right)")
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


def unexplained() -> list[str]:
    """Tell which fields have no comment beside them, and which classes templates see that are not listed."""
    found = [
        f"{inspect.getsourcefile(owner)}: {owner.__name__}.{field.name} needs a comment that says what it is"
        for owner in CLASSES
        for field in fields(owner)
        if not explanations(owner).get(field.name, ("", ""))[1]
    ]
    seen = [owner for owner in vars(brief).values() if is_dataclass(owner)]
    return found + [f"{owner.__name__} is missing from the guide" for owner in seen if owner not in CLASSES]


def fields_part() -> str:
    """Return a section for each class that templates see, with a table of its fields."""
    sections = []
    for owner in CLASSES:
        rows = [
            f"| `{name}` | {linked(annotation)} | {cell(text)} |"
            for name, (annotation, text) in explanations(owner).items()
        ]
        first = inspect.getdoc(owner).split("\n\n")[0].replace("\n", " ").replace("``", "`")  # type: ignore[union-attr]
        head = ["| field | type | what it is |", "|---|---|---|"]
        sections.append("\n".join([f"### {owner.__name__}", "", first, "", *head, *rows]))
    return "\n\n".join(sections)


def explanations(owner: type) -> dict[str, tuple[str, str]]:
    """Return each field's annotation, as it is written, and the comment on its line."""
    source = inspect.getsource(owner)
    comments = {
        token.start[0]: token.string.lstrip("# ")
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type == tokenize.COMMENT
    }
    body = ast.parse(source).body[0]
    return {
        node.target.id: (ast.unparse(node.annotation), comments.get(node.lineno, ""))
        for node in ast.iter_child_nodes(body)
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }


def linked(annotation: str) -> str:
    """Return a type in words: "many Statement" for a tuple, "or None", with links to classes."""
    text = annotation.replace("dt.date", "date").replace("StatementKind", "str")
    text = re.sub(r"tuple\[(\w+), \.\.\.\]", r"list of \1", text).replace(" | ", " or ")
    names = {owner.__name__ for owner in CLASSES}
    return re.sub(
        r"\w+", lambda word: f"[{word[0]}](#{word[0].lower()})" if word[0] in names else word[0], text
    )


def cell(text: str) -> str:
    """Return text for a cell of a table."""
    return text.replace("|", "\\|")


def filters_part() -> str:
    """Return the filters and tests beyond Jinja's own."""
    rows = [f"| `{name}` | {first_line(FUNCTIONS[name])} |" for name in FILTERS]
    rows.append(f"| `is linkable` | {first_line(is_linkable)} |")
    return "\n".join(["| filter or test | what it gives |", "|---|---|", *rows])


def first_line(function: object) -> str:
    """Return the first line of a docstring."""
    return cell((inspect.getdoc(function) or "").splitlines()[0].replace("``", "`"))


def elements_part() -> str:
    """Return the elements that a template may use, with their attributes."""
    rows = [
        f"| `<{name}>` | {', '.join(f'`{attribute}`' for attribute in sorted(attributes)) or '–'} |"
        for name, attributes in ATTRIBUTES.items()
    ]
    return "\n".join(["| element | attributes |", "|---|---|", *rows])


def templates_part() -> str:
    """Return the templates that ship, with their options."""
    lines = []
    for info in list_templates():
        lines.append(f"- `{info.name}` (subject: {info.subject}). {info.purpose}")
        lines += [f"  - option `{option.name}`: {option.help}" for option in info.options]
    return "\n".join(lines)


PARTS = {
    "fields": fields_part,
    "filters": filters_part,
    "elements": elements_part,
    "templates": templates_part,
}

if __name__ == "__main__":
    sys.exit(main())
