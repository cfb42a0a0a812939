"""The colours of the demo's drawings: one set for the ground and the thing, chosen to sit on warm paper."""

from typing import NamedTuple, TypeAlias

Colour: TypeAlias = tuple[int, int, int]


class Palette(NamedTuple):
    wall: Colour
    table: Colour
    body: Colour
    deep: Colour
    pale: Colour
    accent: Colour
    leaf: Colour
    wood: Colour

    @property
    def soft(self) -> Colour:
        """A lighter brother of `body`, for the second of two things that touch."""
        return mix(self.body, self.pale, 0.42)

    @property
    def dim(self) -> Colour:
        """Between `body` and `deep`: insides and undersides."""
        return mix(self.body, self.deep, 0.5)

    @property
    def steel(self) -> Colour:
        """Metal that belongs to the room it stands in."""
        return mix((168, 178, 182), self.deep, 0.18)

    @property
    def nut(self) -> Colour:
        """Shells, bread and tea stay brown whatever the room: grey almonds look spoiled."""
        return mix((172, 114, 64), self.body, 0.16)


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """Move `share` of the way from one colour to the other."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _read(*colours: str) -> Palette:
    channels = [tuple(bytes.fromhex(colour)) for colour in colours]
    return Palette(*((red, green, blue) for red, green, blue in channels))


#                     wall      table     body      deep      pale      accent    leaf      wood
PALETTES: dict[str, Palette] = {
    "clay": _read("f6e6da", "ebcdb8", "bf6a45", "73391f", "fdf4ec", "4d8079", "7d8f55", "a9714a"),
    "moss": _read("e5f0e0", "cce1c9", "438a58", "1f5136", "f5faf1", "d9a13d", "438a58", "9c7a4c"),
    "honey": _read("faeed2", "f1d9a0", "d2962f", "79520f", "fffaee", "b3543a", "83934a", "a7733a"),
    "rain": _read("e1ebf4", "c5d8e8", "4f84ad", "28496a", "f6fafd", "dc8f60", "5f9a86", "a98a68"),
    "plum": _read("f0e5f0", "dec9e0", "91578a", "512d50", "fcf6fb", "dba53f", "7d9a6c", "a5795f"),
    "slate": _read("e7e8e5", "cfd3cf", "5b6966", "2b3634", "f8f8f5", "c9794b", "7a9478", "9a8064"),
    "radish": _read("fbe4e0", "f2c5c1", "ca4a5b", "772032", "fff5f2", "5a9569", "5a9569", "b57a56"),
    "sand": _read("f5efe2", "e6d8bd", "b8966a", "67502f", "fefbf4", "587f8d", "8a9a6a", "a5804f"),
    "celadon": _read("e3f0ea", "c5dfd3", "69a28f", "2f5c4b", "f5fbf8", "ca6f58", "69a28f", "b08a63"),
    "dusk": _read("e4e5f3", "c8cbe6", "565fa1", "2b3063", "f6f6fd", "e2a556", "6f9a8c", "a78272"),
    "rose": _read("f9e8ec", "eeccd6", "c7748f", "78394f", "fff7f8", "6a9a85", "84a082", "b58468"),
    "tide": _read("dcf0f1", "b9dde0", "2f8993", "154e56", "f2fbfb", "e4885a", "4f9a7c", "ad8b62"),
}
