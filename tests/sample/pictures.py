"""Draw the small pictures of the sample pages: flat scenes in few colours, a few kilobytes each."""

from __future__ import annotations

import io
import random

from PIL import Image, ImageDraw

SIZE = (480, 270)
_SKY, _HILL, _WATER, _GROUND, _DARK, _LIGHT, _SIGNAL = (
    "#c9d6df",
    "#8a9a86",
    "#6d8fa3",
    "#b7a78c",
    "#3a3f47",
    "#f1ece1",
    "#c4572e",
)


def draw_picture(kind: str, seed: int) -> bytes:
    """Draw a scene that suits the picture's kind, such as "portrait" or "aerial-photograph"."""
    image = Image.new("RGB", SIZE, _SKY)
    chance = random.Random(seed)
    scene = next((draw for words, draw in _SCENES if any(w in kind for w in words)), _landscape)
    scene(ImageDraw.Draw(image), chance)
    stored = io.BytesIO()
    image.quantize(16, dither=Image.Dither.NONE).save(stored, "PNG", optimize=True)
    return stored.getvalue()


def _landscape(draw: ImageDraw.ImageDraw, chance: random.Random) -> None:
    width, height = SIZE
    ridge = [(x, 90 + chance.randint(0, 40)) for x in range(0, width + 60, 60)]
    draw.polygon([(0, height), *ridge, (width, height)], fill=_HILL)
    draw.rectangle((0, 170, width, height), fill=_GROUND)
    bend = chance.randint(120, 330)
    draw.polygon(
        [(bend, 150), (bend + 26, 150), (width, height), (bend - 160, height)], fill=_WATER
    )
    for left in range(30, 200, 52):
        top = 105 + chance.randint(0, 18)
        draw.rectangle((left, top, left + 34, 168), fill=_DARK)
    draw.rectangle((214, 60, 222, 168), fill=_DARK)


def _from_above(draw: ImageDraw.ImageDraw, chance: random.Random) -> None:
    width, height = SIZE
    draw.rectangle((0, 0, width, height), fill=_HILL)
    for column in range(3):
        left = 24 + column * 116
        draw.rectangle((left, 26, left + 98, 118), fill=_GROUND, outline=_LIGHT, width=5)
    draw.polygon([(268, 118), (340, 118), (width, 214), (300, 240)], fill=_SIGNAL)
    draw.line([(0, 250), (180, 196), (320, 224), (width, 190)], fill=_WATER, width=30)
    for _ in range(16):
        x, y = chance.randint(20, 250), chance.randint(134, 172)
        draw.rectangle((x, y, x + 10, y + 7), fill=_LIGHT)


def _portrait(draw: ImageDraw.ImageDraw, chance: random.Random) -> None:
    width, height = SIZE
    draw.rectangle((0, 0, width, height), fill=chance.choice((_WATER, _GROUND, _LIGHT)))
    middle = width // 2 + chance.randint(-50, 50)
    draw.ellipse((middle - 96, 168, middle + 96, 370), fill=_DARK)
    hair = chance.choice((_DARK, "#8d8d8d", "#6b4a32"))
    draw.ellipse((middle - 54, 42, middle + 54, 160), fill=hair)
    draw.rectangle((middle - 16, 150, middle + 16, 190), fill="#b98a69")
    draw.ellipse((middle - 44, 66, middle + 44, 176), fill="#c99c7c")


def _people(draw: ImageDraw.ImageDraw, chance: random.Random) -> None:
    width, height = SIZE
    draw.rectangle((0, 120, width, height), fill=_GROUND)
    for row in range(3):
        for x in range(-10, width, 38):
            left, top = x + chance.randint(-8, 8), 112 + row * 44
            coat = chance.choice((_DARK, _WATER, _SIGNAL, _HILL))
            draw.ellipse((left + 7, top, left + 25, top + 22), fill="#c99c7c")
            draw.rectangle((left, top + 22, left + 32, top + 80), fill=coat)
    draw.rectangle((150, 52, 330, 96), fill=_LIGHT, outline=_DARK, width=3)


def _chart(draw: ImageDraw.ImageDraw, chance: random.Random) -> None:
    width, height = SIZE
    draw.rectangle((0, 0, width, height), fill=_LIGHT)
    level = 70
    points = []
    for x in range(40, width - 20, 20):
        level += chance.randint(-6, 14)
        points.append((x, min(level, 225)))
    draw.line([(40, 20), (40, 236), (width - 20, 236)], fill=_DARK, width=3)
    draw.line(points, fill=_SIGNAL, width=5)


def _boats(draw: ImageDraw.ImageDraw, chance: random.Random) -> None:
    width, height = SIZE
    draw.rectangle((0, 130, width, height), fill=_WATER)
    for n in range(4):
        left, base = 20 + n * 116 + chance.randint(-12, 12), 168 + chance.randint(0, 60)
        draw.polygon(
            [(left, base), (left + 88, base), (left + 72, base + 26), (left + 14, base + 26)],
            fill=_DARK,
        )
        draw.line([(left + 42, base), (left + 42, base - 76)], fill=_DARK, width=4)
        draw.rectangle((left + 50, base - 24, left + 74, base), fill=_SIGNAL)


_SCENES = (
    (("aerial", "above", "drone", "map"), _from_above),
    (("portrait", "head", "interview"), _portrait),
    (
        ("crowd", "march", "queue", "people", "funeral", "group", "protest", "match", "news-photo"),
        _people,
    ),
    (("chart", "graph", "diagram"), _chart),
    (("boat", "harbour", "quay", "sea", "oyster", "ferry"), _boats),
)
