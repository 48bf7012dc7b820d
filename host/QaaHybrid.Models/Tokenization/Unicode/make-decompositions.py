"""Makes decompositions.txt out of Unicode's own files, as Debian's package unicode-data installs them.

    apt-get install unicode-data && python3 make-decompositions.py

One line a code point: code point, canonical combining class, decomposition (canonical, or compatible after a '~'), '!' where the pair is
not composed again. Hangul syllables follow a formula and are left out.
"""
import pathlib

SOURCE = pathlib.Path("/usr/share/unicode")
version = (SOURCE / "ReadMe.txt").read_text().split("Version ")[1].split()[0]

excluded = set()
for line in (SOURCE / "DerivedNormalizationProps.txt").read_text(encoding="utf-8").splitlines():
    fields = [field.strip() for field in line.split("#")[0].split(";")]
    if len(fields) == 2 and fields[1] == "Full_Composition_Exclusion":
        first, _, last = fields[0].partition("..")
        excluded.update(range(int(first, 16), int(last or first, 16) + 1))

lines = [f"# Unicode {version}: code point, combining class, decomposition (~ compatible only), ! not composed again. Made by make-decompositions.py.",
         "# Data of the Unicode Character Database, copyright Unicode, Inc.; terms of use: https://www.unicode.org/terms_of_use.html"]
for line in (SOURCE / "UnicodeData.txt").read_text(encoding="utf-8").splitlines():
    fields = line.split(";")
    code, combining, decomposition = fields[0], fields[3], fields[5]
    if combining == "0" and not decomposition:
        continue
    text = f"{code} {combining}"
    if decomposition.startswith("<"):
        text += " ~ " + decomposition.split("> ")[1]
    elif decomposition:
        text += " " + decomposition + (" !" if int(code, 16) in excluded else "")
    lines.append(text)
(pathlib.Path(__file__).parent / "decompositions.txt").write_text("\n".join(lines) + "\n")
