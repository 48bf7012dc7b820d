"""Times of the notebook's kernel through Jupyter's own client: from its start to the first answers, the round trip of a simple cell, and how
long an interrupt takes in each kind of work.

    ./qaa notebook install && /usr/bin/python3 experiments/benchmarks/Notebook/kernel_times.py

Needs Debian's jupyter-client and what `./qaa run` needs. Run nothing beside it. Runs that were interrupted lie in a folder of the moment.
"""

import os
import pathlib
import statistics
import tempfile

from kernel_client import Kernel

ROOT = pathlib.Path(__file__).resolve().parents[3]
CELLS = 200
WARM_UP = 10
STARTS = 3
REPETITIONS = 5

TRAINING = """
using var model = Qaa.Model("wordnet-small");
await model.AddAsync("lora", "r: 4");
await model.TrainAsync(Qaa.Definitions(), epochs: 50);
"""
SIMULATION = "display(\"running\"); await Endless.RunAsync();"
INTERRUPTS = {
    "while(true);": ('display("running"); while(true);', "running"),
    "a sleep": ('display("running"); Thread.Sleep(Timeout.Infinite);', "running"),
    "a tensor at a time": ('var a = torch.rand([512, 512]); display("running"); while (true) a.matmul(a).Dispose();', "running"),
    "a training": (TRAINING, "· loss"),
    "%qaa train": (f"%qaa train {ROOT}/experiments/recipes/definitions.yaml --set training.steps=5000", "· loss"),
    "a simulation in Q#": (SIMULATION, "running"),
}


def started():
    times = []
    for _ in range(STARTS):
        with Kernel() as kernel:
            times.append((kernel.started, kernel.started + kernel.seconds("1 + 1")))
    info, first = min(times, key=lambda pair: pair[1])
    print(f"start to kernel_info_reply {info:.2f} s, to the first cell's answer {first:.2f} s (best of {STARTS}, worst {max(times)[1]:.2f} s)")


def round_trips(kernel):
    times = sorted([kernel.seconds(f"var x{i} = {i}; x{i} + 1") * 1e3 for i in range(CELLS)][WARM_UP:])
    print(f"a simple cell: best {times[0]:.1f} ms, median {statistics.median(times):.1f} ms, 95 % within {times[int(0.95 * len(times))]:.1f} ms "
          f"({len(times)} cells after {WARM_UP})")


def interrupts(kernel):
    kernel.run("""%%qsharp
operation Endless() : Unit {
    use qubits = Qubit[20];
    for _ in 1..1000000 { ApplyToEach(H, qubits); }
    ResetAll(qubits);
}""")
    kernel.run("int kept = 42;")
    for name, (code, sign) in INTERRUPTS.items():
        times = [kernel.seconds_to_stop(code, sign) for _ in range(REPETITIONS)]
        print(f"interrupt in {name}: median {statistics.median(times):.2f} s, worst {max(times):.2f} s")
    shown = kernel.run("kept")[0][1]["data"]["text/plain"]
    assert shown == "42", shown
    print("after all of them a variable of the first cell is still there")


if __name__ == "__main__":
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    started()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        with Kernel() as kernel:
            round_trips(kernel)
            interrupts(kernel)
