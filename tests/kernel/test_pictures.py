import os
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from PIL import Image

from tests.factories import NOON
from tests.kernel import drawings
from watercress.kernel import pictures
from watercress.kernel.models import Picture
from watercress.kernel.pictures import child, decoding
from watercress.kernel.transactions import InsideTransaction

pytestmark = [pytest.mark.django_db, pytest.mark.alike]


@pytest.fixture(autouse=True)
def picture_folder(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def memory() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def copy_of(picture: Picture, width: int) -> Image.Image:
    with pictures.open_file(picture.key, width, public=picture.public) as file:
        copy = Image.open(BytesIO(file.read()))
    copy.load()
    return copy


def test_an_upload_is_kept_as_webp_in_every_width_up_to_its_own():
    picture = pictures.keep(drawings.a_picture(700, 500), at=NOON)
    assert (picture.width, picture.height, picture.kept_at) == (700, 500, NOON)
    assert [copy_of(picture, width).size for width in pictures.WIDTHS] == [(96, 69), (240, 171), (480, 343), (700, 500)]
    assert {copy_of(picture, width).format for width in pictures.WIDTHS} == {"WEBP"}
    files = list(pictures.path_of(picture.key, 96).parent.iterdir())
    assert picture.bytes == sum(file.stat().st_size for file in files)


@pytest.mark.parametrize(
    ("size", "kept"),
    [
        ((40, 30), (40, 30)),
        ((96, 96), (96, 96)),
        ((2000, 1000), (960, 480)),
        ((300, 6000), (192, 3840)),
        ((6000, 2), (960, 1)),
    ],
)
def test_no_copy_is_larger_than_the_original_and_none_is_cropped(size, kept):
    picture = pictures.keep(drawings.a_picture(*size, format="PNG"), at=NOON)
    assert (picture.width, picture.height) == kept
    assert copy_of(picture, 960).size == kept


def test_a_width_that_was_not_made_falls_to_the_next_smaller():
    picture = pictures.keep(drawings.a_picture(200, 100), at=NOON)
    assert pictures.path_of(picture.key, 960) == pictures.path_of(picture.key, 240)
    assert pictures.srcset(picture.key, picture.width) == (
        f"/pictures/{picture.key}/96.webp 96w, /pictures/{picture.key}/240.webp 200w"
    )


@pytest.mark.parametrize(
    ("format", "mode"),
    [
        *(("PNG", mode) for mode in ("RGB", "L", "1", "P", "RGBA", "LA", "I;16")),
        *(("JPEG", mode) for mode in ("RGB", "L", "CMYK")),
        *(("WEBP", mode) for mode in ("RGB", "RGBA")),
    ],
)
def test_every_kind_of_pixel_is_read(format, mode):
    copy = copy_of(pictures.keep(drawings.a_picture(300, 200, mode, format), at=NOON), 240).convert("L")
    assert copy.getpixel((120, 5)) < 60
    assert copy.getpixel((120, 155)) > 190


def test_what_is_transparent_stays_so():
    made = BytesIO()
    Image.new("RGBA", (100, 100), (255, 0, 0, 0)).save(made, "PNG")
    assert copy_of(pictures.keep(made.getvalue(), at=NOON), 96).convert("RGBA").getpixel((50, 50))[3] == 0


def test_s36_where_a_photo_was_taken_is_gone_and_it_stands_upright():
    photo = drawings.a_photo_with_a_place(orientation=6, width=400, height=200)
    assert b"SecretCameraMaker" in photo
    picture = pictures.keep(photo, at=NOON)
    assert (picture.width, picture.height) == (200, 400)
    for width in pictures.WIDTHS:
        raw = pictures.path_of(picture.key, width).read_bytes()
        assert b"SecretCameraMaker" not in raw
        assert b"EXIF" not in raw
        assert not Image.open(BytesIO(raw)).getexif()


@pytest.mark.parametrize(
    "bytes_sent",
    [
        b"",
        b"hello",
        drawings.SVG,
        drawings.GIF_AND_HTML,
        drawings.a_gif(),
        drawings.a_picture(format="BMP"),
        drawings.a_picture(format="TIFF"),
        drawings.a_picture(format="ICO"),
        drawings.a_picture(format="PPM"),
        drawings.a_picture(format="PDF"),
        drawings.a_picture()[:-4000],
        drawings.a_picture(format="PNG")[:200],
        b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
        b"RIFF\x10\x00\x00\x00WEBPVP8 ",
        b"%!PS-Adobe-3.0 EPSF-3.0\n",
        b"8BPS\x00\x01",
    ],
    ids=lambda sent: repr(sent[:12]),
)
def test_s10_what_is_not_one_of_three_formats_is_refused_whatever_it_is_called(bytes_sent):
    with pytest.raises(pictures.NotAPicture) as refused:
        pictures.keep(SimpleUploadedFile("kiln.png", bytes_sent, content_type="image/png"), at=NOON)
    assert "JPEG, PNG and WebP" in str(refused.value.problems["picture"])
    assert not Picture.objects.exists()


def test_s10_a_picture_that_is_also_a_page_is_kept_without_the_page():
    sent = drawings.a_picture(300, 200) + b"<html><script>alert(1)</script></html>"
    picture = pictures.keep(sent, at=NOON)
    assert all(b"script" not in pictures.path_of(picture.key, width).read_bytes() for width in pictures.WIDTHS)


def test_s36_a_tiny_file_that_claims_fifty_thousand_squared_is_refused_before_it_is_decoded():
    bomb = drawings.a_png_that_claims(50_000, 50_000)
    assert len(bomb) < 12_000
    before = memory()
    with pytest.raises(pictures.PictureTooLarge):
        pictures.keep(bomb, at=NOON)
    assert memory() - before < 50 * 2**20
    assert pictures.keep(drawings.a_picture(), at=NOON), "the town goes on"


def test_s36_the_size_is_read_before_anything_is_decoded():
    # 64 megapixels of grey would fit into the child; nothing behind the header is needed to refuse them.
    with pytest.raises(pictures.PictureTooLarge):
        pictures.keep(drawings.a_png_that_claims(8_000, 8_000, body=b""), at=NOON)


def test_s36_a_picture_that_needs_more_memory_than_a_child_has_ends_only_the_child(monkeypatch, tmp_path):
    small = tmp_path / "child.py"
    small.write_text(
        Path(child.__file__)
        .read_text()
        .replace("MOST_MEMORY = 768", "MOST_MEMORY = 100")
        .replace("Path(__file__).parent", f"{str(Path(child.__file__).parent)!r}")
    )
    monkeypatch.setattr(child, "__file__", str(small))
    with pytest.raises(pictures.PictureTooLarge):
        pictures.keep(drawings.a_picture(6000, 6000, format="PNG"), at=NOON)


def test_s36_a_decoder_that_never_ends_is_ended(monkeypatch, tmp_path):
    endless = tmp_path / "child.py"
    endless.write_text("import time\nwhile True: time.sleep(1)\n")
    monkeypatch.setattr(child, "__file__", str(endless))
    monkeypatch.setattr(decoding, "MOST_SECONDS", 0.5)
    started = time.monotonic()
    with pytest.raises(pictures.PictureTooLarge):
        pictures.keep(drawings.a_picture(), at=NOON)
    assert time.monotonic() - started < 3


@pytest.mark.parametrize(
    "says",
    [
        "print('{}')",
        "print('nonsense')",
        "import sys; sys.exit(1)",
        'print(\'{"width": 1, "height": 1, "copies": [[96, 4]]}\\n<svg\')',
        'print(\'{"width": 1, "height": 1, "copies": [[7, 0]]}\')',
        'print(\'{"width": 1, "height": 1, "copies": []}\')',
        'print(\'{"width": -1, "height": "x", "copies": 5}\')',
        "print('[]')",
    ],
)
def test_s36_a_child_that_was_taken_over_is_not_believed(monkeypatch, tmp_path, says):
    taken = tmp_path / "child.py"
    taken.write_text(says)
    monkeypatch.setattr(child, "__file__", str(taken))
    with pytest.raises(pictures.NotAPicture):
        pictures.keep(drawings.a_picture(), at=NOON)


def test_s36_ten_thousand_frames_are_refused_unread():
    started = time.monotonic()
    with pytest.raises(pictures.NotAPicture):
        pictures.keep(drawings.a_gif(10_000), at=NOON)
    assert time.monotonic() - started < 5


def test_s36_of_a_moving_webp_the_first_frame_is_kept():
    frames = [Image.new("RGB", (60, 60), (shade, 0, 0)) for shade in range(0, 250, 10)]
    made = BytesIO()
    frames[0].save(made, "WEBP", save_all=True, append_images=frames[1:])
    assert getattr(copy_of(pictures.keep(made.getvalue(), at=NOON), 96), "n_frames", 1) == 1


def test_s36_more_bytes_than_allowed_are_refused_while_they_arrive():
    class Endless:
        read_bytes = 0

        def read(self, size=-1, /):
            self.read_bytes += size
            return b"\xff" * size

    endless = Endless()
    with pytest.raises(pictures.PictureTooLarge):
        pictures.keep(endless, at=NOON, most_bytes=1_000_000)
    assert endless.read_bytes < 1_100_000


def test_s36_the_child_knows_nothing_of_django():
    listing = (
        "import sys, runpy; sys.stdin = open(sys.argv[1])\n"
        f"runpy.run_path({child.__file__!r}, run_name='__main__')\n"
        "print(sorted(name for name in sys.modules if name.split('.')[0] in ('django', 'watercress', 'socket')), file=sys.stderr)"
    )
    file = Path(pictures.path_of(pictures.keep(drawings.a_picture(), at=NOON).key, 960))
    ended = subprocess.run([sys.executable, "-I", "-c", listing, str(file)], capture_output=True, check=True)
    assert ended.stderr.strip() == b"[]"


def test_the_same_public_picture_is_kept_once_and_a_private_one_each_time():
    sent = drawings.a_picture()
    assert pictures.keep(sent, at=NOON) == pictures.keep(BytesIO(sent), at=NOON)
    private = [pictures.keep(sent, at=NOON, public=False) for _ in range(2)]
    assert len({picture.key for picture in private}) == 2
    assert Picture.objects.count() == 3


def test_a_private_picture_is_not_among_the_public_ones():
    private = pictures.keep(drawings.a_picture(), at=NOON, public=False)
    with pytest.raises(pictures.NoSuchPicture):
        pictures.open_file(private.key, 96)
    assert copy_of(private, 96).size[0] == 96


@pytest.mark.parametrize(
    "key", ["", "..", "../../../../etc/passwd", "a" * 31, "A" * 32, "a" * 32 + "/", "٣" * 32, "a" * 32 + "\n"]
)
def test_s22_no_key_leads_out_of_the_folder(key):
    with pytest.raises(pictures.NoSuchPicture):
        pictures.path_of(key, 96)


def test_decoding_never_holds_a_transaction():
    with transaction.atomic(), pytest.raises(InsideTransaction):
        pictures.keep(drawings.a_picture(), at=NOON)


def test_a_failed_write_leaves_nothing_behind(monkeypatch, picture_folder):
    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        pictures.keep(drawings.a_picture(), at=NOON)
    assert not [file for file in picture_folder.rglob("*") if file.is_file()]
    assert not Picture.objects.exists()


def test_drawings_are_kept_in_order_and_once():
    drawn = [
        Image.new(mode, (960, 1200), shade) for mode, shade in (("RGB", 40), ("RGBA", 80), ("RGB", 40), ("L", 120))
    ]
    kept = pictures.keep_drawn(iter(drawn), at=NOON)
    assert len({picture.pk for picture in kept}) == 3
    assert kept[0] == kept[2]
    assert copy_of(kept[0], 480).size == (480, 600)
    assert pictures.keep_drawn(drawn, at=NOON) == kept
    assert Picture.objects.count() == 3
