from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.exceptions import ConfigError
from briefgen.jobs import addresses


@pytest.mark.parametrize("text", ["a@b", "first.last+tag@example.org", "o'neil@xn--bcher-kva.example"])
def test_addresses_of_mail(text: str) -> None:
    assert addresses.is_mail_address(text)
    assert addresses.is_mailbox(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "a", "@b", "a@", "a@b@c", "a b@c", "a@b c", "a@b,c@d", "A <a@b>", "a@b\nBcc: c@d", "é@b", "a@é",
        "a..b@c", "a@-b", "a@b.", "a@b..c", '"a b"@c ', "x" * 65 + "@b", "a@" + "b." * 130 + "c", "a@b (c)",
    ],
)  # fmt: skip
def test_what_is_no_address_of_mail(text: str) -> None:
    assert not addresses.is_mail_address(text)


@pytest.mark.parametrize("text", ["The Desk <a@b.org>", '"Desk, The" <a@b.org>', "Büro <a@b.org>"])
def test_an_address_may_have_a_name(text: str) -> None:
    assert addresses.is_mailbox(text)


@pytest.mark.parametrize(
    "text",
    [
        "a@b.org, c@d.org", "Desk <a@b.org", "x\r\nBcc: <a@b.org>", "Desk", "g: a@b;",
        "a@b.org (Desk)", "Desk <a@b.org> (x)", '"a b"@c.org', '"Desk <x>" <a@b.org>',
    ],
)  # fmt: skip
def test_what_is_no_mailbox(text: str) -> None:
    assert not addresses.is_mailbox(text)


@given(st.text(max_size=40))
def test_any_text_is_answered(text: str) -> None:
    for answer in (addresses.is_mail_address, addresses.is_mailbox):
        assert not (answer(text) and set("\r\n\0") & set(text))
    addresses.page_fault(text)
    addresses.page_fault(f"https://{text}")
    addresses.is_this_machine(text)


def test_a_page_may_stand_in_the_environment() -> None:
    found = addresses.page_address("env:FEED", {"FEED": " https://u:p@example.org/ \n"})
    assert found == "https://u:p@example.org/"
    assert addresses.page_address("http://example.org", {}) == "http://example.org"


@pytest.mark.parametrize("value", ["", "file:///etc/passwd", "hunter2"])
def test_a_variable_without_a_page_is_told_without_its_value(value: str) -> None:
    with pytest.raises(ConfigError, match="variable FEED") as caught:
        addresses.page_address("env:FEED", {"FEED": value} if value else {})
    assert not value or value not in str(caught.value)
