"""HTML documents in a real browser: Debian's chromium without a window, driven by Playwright."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import axe_playwright_python
import pytest
from playwright.sync_api import sync_playwright
from pypdf import PdfReader
from render_samples import CREATED, HOSTILE, with_text

from briefgen.render import Theme, render
from briefgen.render.sample import sample_brief, sample_long_digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.slow

TEMPLATES = ("meeting-brief", "readout", "one-pager", "quotes", "digest")
MARKING = "TLP:AMBER+STRICT"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
TAIL = f" {HOSTILE} \u202eevil\u202c e\u0301 \U0001f1f3\U0001f1f4 {'Donau' * 40} "


@pytest.fixture(scope="module")
def browser(need_program: Callable[[str], str]) -> Iterator[Any]:
    program = need_program("chromium")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=["--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every template with the sample, plain and hostile, as files."""
    folder = tmp_path_factory.mktemp("html")
    made = {}
    for template in TEMPLATES:
        subject = sample_long_digest() if template == "digest" else sample_brief()
        for kind, changed in {
            "plain": subject,
            "hostile": with_text(subject, lambda text: text + TAIL),
        }.items():
            data = render(
                changed, template=template, format="html", created=CREATED, theme=Theme(marking=MARKING)
            )
            made[f"{template}, {kind}"] = folder / f"{template}-{kind}.html"
            made[f"{template}, {kind}"].write_bytes(data)
    return made


CASES = [f"{template}, {kind}" for template in TEMPLATES for kind in ("plain", "hostile")]
each_case = pytest.mark.parametrize("case", CASES)


class View:
    """One page in the browser, with all that it said and asked for."""

    def __init__(self, browser: Any, file: Path, **options: Any) -> None:
        self.context = browser.new_context(**{"viewport": {"width": 1100, "height": 900}, **options})
        self.page = self.context.new_page()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(file.as_uri())

    def __enter__(self) -> View:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def open_all(self) -> None:
        self.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")

    def wider_than_screen(self) -> int:
        return self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


def violations(view: View, axe: str) -> list[str]:
    view.page.evaluate(axe)
    options = {"runOnly": {"type": "tag", "values": list(RULES)}, "resultTypes": ["violations"]}
    found = view.page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [
        f"{rule['id']}: {node['html'][:200]} {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


@pytest.fixture(scope="module")
def axe() -> str:
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")


@each_case
def test_the_browser_has_nothing_to_say_and_nothing_to_fetch(
    browser: Any, pages: dict[str, Path], case: str
) -> None:
    with View(browser, pages[case]) as view:
        view.open_all()
        view.page.wait_for_timeout(100)
        assert view.said == []
        assert view.asked == [pages[case].as_uri()]


@each_case
@pytest.mark.parametrize(("scheme", "width"), [("light", 1100), ("dark", 320)])
def test_no_rule_of_accessibility_is_broken(
    browser: Any, pages: dict[str, Path], axe: str, case: str, scheme: str, width: int
) -> None:
    size = {"width": width, "height": 900}
    with View(browser, pages[case], viewport=size, color_scheme=scheme) as view:
        view.open_all()
        assert violations(view, axe) == []


@each_case
def test_a_narrow_screen_scrolls_down_alone(browser: Any, pages: dict[str, Path], case: str) -> None:
    with View(browser, pages[case], viewport={"width": 320, "height": 640}) as view:
        assert view.wider_than_screen() == 0
        view.open_all()
        assert view.wider_than_screen() == 0


@pytest.mark.parametrize("template", TEMPLATES)
def test_evidence_opens_by_click_without_a_script(
    browser: Any, pages: dict[str, Path], template: str
) -> None:
    with View(browser, pages[f"{template}, plain"], java_script_enabled=False) as view:
        details = view.page.locator("details").first
        evidence = details.locator("blockquote").first
        assert not evidence.is_visible()
        details.locator("summary").click()
        assert evidence.is_visible()
        details.locator("summary").click()
        assert not evidence.is_visible()


@pytest.mark.parametrize("template", TEMPLATES)
def test_evidence_opens_by_the_keyboard_without_a_script(
    browser: Any, pages: dict[str, Path], template: str
) -> None:
    with View(browser, pages[f"{template}, plain"], java_script_enabled=False) as view:
        focused = view.page.locator("summary:focus")
        for _ in range(30):
            view.page.keyboard.press("Tab")
            if focused.count():
                break
        evidence = view.page.locator("details:has(> summary:focus) blockquote").first
        for key in ("Enter", "Space"):
            view.page.keyboard.press(key)
            assert evidence.is_visible() == (key == "Enter")


def test_a_stacked_table_keeps_its_roles(browser: Any, pages: dict[str, Path]) -> None:
    with View(browser, pages["meeting-brief, plain"], viewport={"width": 360, "height": 640}) as view:
        table = view.page.locator("table.participants")
        assert view.page.get_by_role("table").count() >= 3
        assert table.get_by_role("row").count() == 5
        assert table.get_by_role("rowheader").count() == 4


def printed(view: View) -> PdfReader:
    return PdfReader(io.BytesIO(view.page.pdf(prefer_css_page_size=True, print_background=True)))


@each_case
def test_printed_pages_are_marked_numbered_and_as_wide_as_paper(
    browser: Any, pages: dict[str, Path], case: str
) -> None:
    with View(browser, pages[case]) as view:
        view.open_all()
        reader = printed(view)
        texts = [page.extract_text() for page in reader.pages]
        width, height = reader.pages[0].mediabox[2:]
    assert (round(width), round(height)) == (595, 842)
    for number, text in enumerate(texts, 1):
        assert text.count(MARKING) >= 2
        assert f"Page {number} of {len(texts)}" in text
    assert "Open a number in brackets" not in "".join(texts)


def test_what_was_opened_is_not_printed_as_the_sources_say_it(browser: Any, pages: dict[str, Path]) -> None:
    with View(browser, pages["meeting-brief, plain"]) as view:
        closed = [page.extract_text() for page in printed(view).pages]
        view.open_all()
        assert [page.extract_text() for page in printed(view).pages] == closed


def test_nothing_is_cut_at_the_right_of_a_printed_page(browser: Any, pages: dict[str, Path]) -> None:
    """Print lays out at the width of the paper; no element is wider than the body there."""
    paper = {"width": 625, "height": 900}  # A4 without its margins
    for case in CASES:
        with View(browser, pages[case], viewport=paper) as view:
            view.page.emulate_media(media="print")
            assert view.wider_than_screen() == 0, case


@pytest.mark.parametrize("template", TEMPLATES)
def test_heads_of_tables_repeat_and_rows_stay_whole(
    browser: Any, pages: dict[str, Path], template: str
) -> None:
    with View(browser, pages[f"{template}, plain"]) as view:
        view.page.emulate_media(media="print")
        style = "(name, key) => [...document.querySelectorAll(name)].map(one => getComputedStyle(one)[key])"
        heads = view.page.evaluate(f"({style})('thead', 'display')")
        rows = view.page.evaluate(f"({style})('tr', 'breakInside')")
    assert set(heads) <= {"table-header-group"}
    assert set(rows) <= {"avoid"}


def test_words_of_figures_stay_inside_and_apart(browser: Any, pages: dict[str, Path]) -> None:
    overlaps = """() => [...document.querySelectorAll('figure.drawing svg')].flatMap(svg => {
        const frame = svg.getBoundingClientRect()
        const boxes = [...svg.querySelectorAll('text')].map(one => one.getBoundingClientRect())
        const out = boxes.filter(b => b.left < frame.left - 1 || b.right > frame.right + 1
            || b.top < frame.top - 1 || b.bottom > frame.bottom + 1)
        const meets = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
            && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4
        const pairs = boxes.filter((a, i) => boxes.some((b, j) => j > i && meets(a, b)))
        return [...out, ...pairs].map(b => JSON.stringify(b))
    })"""
    for case in ("digest, plain", "digest, hostile", "meeting-brief, plain", "meeting-brief, hostile"):
        with View(browser, pages[case]) as view:
            assert view.page.locator("figure.drawing svg").count() >= 1
            assert view.page.evaluate(overlaps) == []
