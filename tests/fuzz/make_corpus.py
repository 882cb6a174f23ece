"""Draw the photos that fuzzing begins with: python -m tests.fuzz.make_corpus FOLDER.

One small file of each way in which a supported format is written: every way is another path through a decoder.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import pillow_heif
from PIL import ExifTags, Image, ImageCms

SIZE = (20, 16)


def drawn(mode: str = "RGB", shift: int = 0) -> Image.Image:
    """Return a small picture with a gradient and an edge."""
    image = Image.new("RGB", SIZE)
    image.putdata([(12 * x % 256, (15 * y + shift) % 256, 200 if x > y else 30) for y in range(16) for x in range(20)])
    if mode in {"RGBA", "LA"}:
        image.putalpha(Image.linear_gradient("L").resize(SIZE))
    if mode == "I;16":
        deep = Image.new("I;16", SIZE)
        deep.putdata([400 * (x + y) for y in range(16) for x in range(20)])
        return deep
    return image.convert(mode)


def written(image: Image.Image, form: str, **options: Any) -> bytes:
    """Return the bytes of a picture in a format."""
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


def turned() -> bytes:
    """Return EXIF data of a photo that lies on its side."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    return exif.tobytes()


def corpus() -> dict[str, bytes]:
    """Return all files by their names."""
    pillow_heif.register_heif_opener(thumbnails=False)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    rgb, grey, palette, alpha = drawn(), drawn("L"), drawn("P"), drawn("RGBA")

    def more() -> dict[str, Any]:  # new each time: Pillow notes on an image how it was saved before
        return {"save_all": True, "append_images": [drawn(shift=99)]}

    files = {
        "baseline.jpg": written(rgb, "JPEG"),
        "progressive.jpg": written(rgb, "JPEG", progressive=True),
        "grey.jpg": written(grey, "JPEG"),
        "cmyk.jpg": written(drawn("CMYK"), "JPEG"),
        "turned.jpg": written(rgb, "JPEG", exif=turned()),
        "profile.jpg": written(rgb, "JPEG", icc_profile=profile),
        "burst.jpg": written(rgb, "MPO", **more()),
        "rgb.png": written(rgb, "PNG"),
        "alpha.png": written(alpha, "PNG"),
        "palette.png": written(palette, "PNG", transparency=3),
        "bits.png": written(drawn("1"), "PNG"),
        "deep.png": written(drawn("I;16"), "PNG"),
        "turned.png": written(rgb, "PNG", exif=turned()),
        "profile.png": written(drawn("LA"), "PNG", icc_profile=profile),
        "moving.png": written(rgb, "PNG", **more()),
        "lossy.webp": written(rgb, "WEBP"),
        "lossless.webp": written(alpha, "WEBP", lossless=True),
        "turned.webp": written(rgb, "WEBP", exif=turned()),
        "moving.webp": written(rgb, "WEBP", **more()),
        "rgb.bmp": written(rgb, "BMP"),
        "palette.bmp": written(palette, "BMP"),
        "bits.bmp": written(drawn("1"), "BMP"),
        "alpha.bmp": written(alpha, "BMP"),
        "still.gif": written(palette, "GIF", transparency=3),
        "moving.gif": written(palette, "GIF", **more()),
        "raw.tif": written(rgb, "TIFF", exif=turned()),
        "deep.tif": written(drawn("I;16"), "TIFF"),
        "float.tif": written(drawn("F"), "TIFF"),
        "lab.tif": written(drawn("LAB"), "TIFF"),
        "pages.tif": written(drawn(), "TIFF", **more()),
        "photo.heic": written(rgb, "HEIF", exif=turned()),
        "alpha.heic": written(alpha, "HEIF"),
        "photo.avif": written(rgb, "AVIF", exif=turned()),
        "alpha.avif": written(alpha, "AVIF"),
        "moving.avif": written(rgb, "AVIF", **more()),
    }
    for name in ("lzw", "adobe_deflate", "packbits", "jpeg"):
        files[f"{name}.tif"] = written(rgb, "TIFF", compression=f"tiff_{name}".replace("tiff_jpeg", "jpeg"))
    files["fax.tif"] = written(drawn("1"), "TIFF", compression="group4")
    return files


def main() -> int:
    """Write the files into the folder of the command line."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in corpus().items():
        (folder / name).write_bytes(data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
