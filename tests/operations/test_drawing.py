"""The demo's drawings: the same words always give the same picture, and every picture shows something."""

import pytest
from PIL import Image, ImageChops, ImageStat

from watercress.operations.demo.drawing import MOTIFS, PALETTES, crest, draw, face, seed_of
from watercress.operations.demo.drawing.scene import UnknownMotif, UnknownPalette

SMALL = (48, 60)


def differ(one, other):
    """Mean difference of two pictures in grey levels, 0 to 255."""
    return sum(ImageStat.Stat(ImageChops.difference(one, other)).mean) / 3


def share_of_things(picture, palette):
    """The share of the picture that is clearly neither wall nor table."""
    far = Image.new("L", picture.size, 255)
    for ground in (PALETTES[palette].wall, PALETTES[palette].table, (255, 255, 255)):
        red, green, blue = ImageChops.difference(picture, Image.new("RGB", picture.size, ground)).split()
        most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
        far = ImageChops.darker(far, most)
    return sum(far.histogram()[30:]) / (picture.width * picture.height)


def test_there_is_enough_to_draw_with():
    assert len(MOTIFS) >= 40
    assert len(PALETTES) >= 8


@pytest.mark.parametrize("motif", MOTIFS)
def test_a_motif_shows_on_every_palette(motif):
    for palette in PALETTES:
        picture = draw(motif, palette, seed=3, size=SMALL)
        assert picture.size == SMALL
        assert picture.mode == "RGB"
        assert share_of_things(picture, palette) > 0.03, palette


@pytest.mark.parametrize("motif", MOTIFS)
def test_a_picture_keeps_to_its_seed_and_changes_with_it(motif):
    first, again, other = (draw(motif, "moss", seed=seed, size=SMALL) for seed in (1, 1, 2))
    assert first.tobytes() == again.tobytes()
    assert differ(first, other) > 1


def test_a_card_is_four_to_five_unless_told():
    assert draw("teapot", "clay").size == (800, 1000)


@pytest.mark.parametrize("size", [(64, 64), (120, 60), (30, 90)])
def test_a_picture_of_another_shape_still_shows_the_thing(size):
    picture = draw("teapot", "clay", size=size)
    assert picture.size == size
    assert share_of_things(picture, "clay") > 0.03


@pytest.mark.parametrize("motif", MOTIFS)
def test_a_crest_is_square_and_always_the_same(motif):
    first, second = (crest(motif, "plum", size=(40, 40)) for _ in range(2))
    assert first.size == (40, 40)
    assert first.tobytes() == second.tobytes()
    assert share_of_things(first, "plum") > 0.03


def test_a_face_keeps_to_its_seed():
    assert face(7, size=(40, 40)).tobytes() == face(7, size=(40, 40)).tobytes()
    assert face(7, size=(48, 32)).size == (48, 32)


def test_a_hundred_people_have_a_hundred_faces():
    assert len({face(seed, size=(24, 24)).tobytes() for seed in range(100)}) == 100


def test_a_seed_is_the_same_on_every_machine():
    # hash() of a string changes with each process. This is the check value CRC-32 is published with.
    assert seed_of("123456789") == 0xCBF43926


def test_what_cannot_be_drawn_is_named():
    with pytest.raises(UnknownMotif, match="unicorn"):
        draw("unicorn", "clay")
    with pytest.raises(UnknownPalette, match="beige"):
        draw("teapot", "beige")
    with pytest.raises(UnknownMotif):
        crest("unicorn", "clay")
