"""What a part of an address may be: stricter than Django's own, so that no odd number reaches a query (S22)."""

from django.urls import register_converter


class NumberConverter:
    """A row's number in plain digits: no zero in front, nothing a database could not hold."""

    regex = "[1-9][0-9]{0,17}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class WordsConverter:
    """The readable tail of an address, in any script."""

    regex = r"[\w-]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class PersonNameConverter(WordsConverter):
    """A person's, shop's or community's name in its address."""


class PictureKeyConverter(WordsConverter):
    regex = "[A-Za-z0-9_-]{8,40}"


def register() -> None:
    register_converter(NumberConverter, "number")
    register_converter(WordsConverter, "words")
    register_converter(PersonNameConverter, "name")
    register_converter(PictureKeyConverter, "key")
