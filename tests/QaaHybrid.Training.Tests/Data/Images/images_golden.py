"""Small PNG images of every kind, and what Pillow makes of them; images of other sizes as Pillow resizes them.

Writes images_golden.json beside this file. Made with Debian 12's python3, python3-numpy 1.24.2 and python3-pil 9.4.0:
  /usr/bin/python3 images_golden.py
The images are drawn here from numpy's generator and written by the encoder below, every row with another filter.
"""
import base64, io, json, os, struct, zlib
import numpy as np
from PIL import Image

ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}

def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

def pack(row, depth):                                   # row: flat samples
    if depth == 16:
        return b"".join(struct.pack(">H", v) for v in row)
    if depth == 8:
        return bytes(row)
    bits = "".join(format(v, "0%db" % depth) for v in row)
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8))

def paeth(a, b, c):
    p = a + b - c
    return min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]

def filtered(line, above, kind, bpp):
    out = bytearray([kind])
    for i, x in enumerate(line):
        a = line[i - bpp] if i >= bpp else 0
        b = above[i]
        c = above[i - bpp] if i >= bpp else 0
        out.append((x - [0, a, b, (a + b) // 2, paeth(a, b, c)][kind]) % 256)
    return bytes(out)

def encode(pixels, color, depth, interlaced, extra):    # pixels: [h, w, samples]
    h, w, _ = pixels.shape
    data = b""
    for x, y, dx, dy in ADAM7 if interlaced else [(0, 0, 1, 1)]:
        part = pixels[y::dy, x::dx]
        if part.size == 0:
            continue
        above = None
        for number, row in enumerate(part):
            line = pack(row.reshape(-1).tolist(), depth)
            above = above or bytes(len(line))
            data += filtered(line, above, number % 5, max(1, SAMPLES[color] * depth // 8))
            above = line
    body = zlib.compress(data)
    half = len(body) // 2
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", w, h, depth, color, 0, 0, int(interlaced))) + chunk(b"tEXt", b"Comment\0drawn") + extra
            + chunk(b"IDAT", body[:half]) + chunk(b"IDAT", body[half:]) + chunk(b"IEND", b""))

def on_white(values, alpha):
    v, a = values.astype(np.int64), alpha.astype(np.int64)
    return ((v * a + 255 * (255 - a) + 127) // 255).astype(np.uint8)

rng = np.random.default_rng(1)
text = lambda b: base64.b64encode(b).decode()
cases = []
for color, depths in [(0, [1, 2, 4, 8, 16]), (2, [8, 16]), (3, [1, 2, 4, 8]), (4, [8, 16]), (6, [8, 16])]:
    for depth in depths:
        for interlaced in (False, True):
            h, w = (7, 11)
            top = 1 << depth
            colors = min(top, 10)
            pixels = rng.integers(0, colors if color == 3 else top, size=(h, w, SAMPLES[color]))
            extra = b""
            if color == 3:
                palette = rng.integers(0, 256, size=(colors, 3)).astype(np.uint8)
                extra = chunk(b"PLTE", palette.tobytes()) + chunk(b"tRNS", bytes([0, 100]))
            png = encode(pixels, color, depth, interlaced, extra)
            image = Image.open(io.BytesIO(png))
            if color == 0 and depth == 16:
                seen = (np.array(image).astype(np.int64) >> 8).astype(np.uint8)[..., None]
            elif color == 0:
                seen = np.array(image.convert("L"))[..., None]
            elif color == 2:
                seen = np.array(image.convert("RGB"))
            elif color == 4:
                la = np.array(image.convert("LA"))
                seen = on_white(la[..., :1], la[..., 1:])
            else:
                rgba = np.array(image.convert("RGBA"))
                seen = on_white(rgba[..., :3], rgba[..., 3:])
            cases.append({"name": f"colour {color}, {depth} bits{', interlaced' if interlaced else ''}", "png": text(png), "channels": seen.shape[2], "height": h, "width": w,
                          "pixels": text(np.ascontiguousarray(seen.transpose(2, 0, 1)).tobytes())})

sizes = []
source = rng.random((9, 13)).astype(np.float32) * 255
for height, width in [(9, 13), (18, 30), (4, 5), (20, 6), (1, 1)]:
    for kind, name in [(Image.BILINEAR, "bilinear"), (Image.BICUBIC, "bicubic")]:
        sizes.append({"kind": name, "height": height, "width": width, "values": np.array(Image.fromarray(source, "F").resize((width, height), kind)).astype(float).reshape(-1).tolist()})
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "images_golden.json"), "w") as file:
    json.dump({"images": cases, "source": {"height": 9, "width": 13, "values": source.astype(float).reshape(-1).tolist()}, "resized": sizes}, file)
    file.write("\n")
