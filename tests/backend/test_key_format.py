"""The format of keys: generating, parsing and redacting them."""

import json
import re
import zlib
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from sami.auth import key_format
from sami.auth.key_format import ALPHABET, LEAKED_KEY, check_digits, generate, parse, redact


def test_a_key_has_the_published_format() -> None:
    key = generate()
    assert re.fullmatch(r"sami_[0-9A-Za-z]{10}_[0-9A-Za-z]{38}", key.text)
    assert key.prefix == key.text[:15]
    assert parse(key.text) == key
    assert key.text not in repr(key)


def test_check_digits_match_the_published_check_value() -> None:
    """Computed by hand from CRC-32's published check value, so that the format can't change unnoticed."""
    assert zlib.crc32(b"123456789") == 0xCBF43926
    assert check_digits("123456789") == "3jZRME"
    assert check_digits("") == "000000"


@given(st.text())
def test_the_check_is_the_crc_in_base62(text: str) -> None:
    body = text.encode("ascii", "ignore").decode()
    number = 0
    for digit in check_digits(body):
        number = number * 62 + ALPHABET.index(digit)
    assert number == zlib.crc32(body.encode())


@given(st.integers(0, 53), st.sampled_from(ALPHABET))
def test_any_single_wrong_character_is_detected(position: int, other: str) -> None:
    key = generate().text
    if key[position] != other:
        assert parse(key[:position] + other + key[position + 1 :]) is None


@given(st.text())
def test_any_text_can_be_parsed_and_redacted(text: str) -> None:
    assert parse(text) is None
    assert redact(text) == text


def test_redacting_keeps_only_the_prefix() -> None:
    key = generate()
    text = f"a {key.text} b{key.text}c"
    assert redact(text) == f"a {key.prefix}_[redacted] b{key.prefix}_[redacted]c"
    assert not LEAKED_KEY.search(redact(text))


def test_generated_keys_are_unique() -> None:
    keys = [key_format.generate() for _ in range(2000)]
    assert len({key.prefix for key in keys}) == len({key.text for key in keys}) == 2000


def test_the_panels_test_vectors_match() -> None:
    """The panel computes check digits too, to find a pasted key without sending it. Its tests use these vectors."""
    vectors = Path(__file__).parents[2] / "frontend/src/features/keys/find/check-digits.vectors.json"
    pairs: list[tuple[str, str]] = json.loads(vectors.read_text())
    assert len(pairs) > 40
    assert [(body, check_digits(body)) for body, _ in pairs] == [tuple(pair) for pair in pairs]
