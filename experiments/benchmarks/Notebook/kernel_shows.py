"""What a person sees of cells that go wrong, are large, or are not in English: each cell and what comes of it, as a console shows it.

    ./qaa notebook install && /usr/bin/python3 experiments/benchmarks/Notebook/kernel_shows.py

Needs Debian's jupyter-client.
"""

import re
import sys

from kernel_client import Kernel

LONGEST = 600
CELLS = {
    "an error": "int[] numbers = [1, 0];\nint Ratio(int i) => 10 / numbers[i];\nRatio(1)",
    "an error of the compiler": "var total = 1;\nvar twice = totl * 2;",
    "an error inside QaaHybrid": 'await Qaa.CircuitAsync("QaaHybrid.Ansatz.RYRng", qubits: 3)',
    "a Q# cell with a syntax error": "%%qsharp\noperation Bad(q : Qubit) : Unit {\n    let x = ;\n}",
    "a command that fails": "%qaa circuit info --operation QaaHybrid.Ansatz.RYRng --qubits 3",
    "a tensor of 10⁷ elements": "torch.arange(10_000_000, dtype: float32).reshape(1000, 10000)",
    "10 MB of printed text": "for (var i = 0; i < 100_000; i++) Console.WriteLine($\"{i,99}\");",
    "a collection without end": "IEnumerable<int> Naturals() { for (var i = 0; ; i++) yield return i; }\nNaturals()",
    "Unicode": 'var größe = "Grüße 量子 🐈"; Console.WriteLine(größe); größe.Length',
    "a recursion without end": "int Deeper(int n) => Deeper(n + 1) + 1;\nDeeper(0)",
    "a package that is none": '#r "nuget: QaaHybrid.NoSuchPackage"',
}


def plain(text):
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def shown(kind, content):
    if kind == "stream":
        return content["text"]
    if kind == "error":
        return plain("\n".join(content["traceback"]))
    return content["data"]["text/plain"]


def shortened(text):
    return text if len(text) <= LONGEST else f"{text[:LONGEST // 2]}\n   … {len(text):,} characters in all …\n{text[-LONGEST // 2:]}"


with Kernel(*sys.argv[1:]) as kernel:
    for name, code in CELLS.items():
        text = "".join(shown(*output) + ("" if output[0] == "stream" else "\n") for output in kernel.run(code))
        print(f"── {name}\n{code}\n──→\n{shortened(text)}")
