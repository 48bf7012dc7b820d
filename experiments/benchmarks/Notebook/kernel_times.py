"""Times of the notebook's kernel through Jupyter's own client: from its start to the first answers, and the round trip of a simple cell.

    ./qaa notebook install && /usr/bin/python3 experiments/benchmarks/Notebook/kernel_times.py

Needs Debian's jupyter-client. Run nothing beside it.
"""

import statistics
import sys
import time

from jupyter_client.manager import start_new_kernel

KERNEL = sys.argv[1] if len(sys.argv) > 1 else "qaahybrid"
CELLS = 60
WARM_UP = 10


def run(client, code):
    message = client.execute(code)
    while True:
        published = client.get_iopub_msg(timeout=60)
        content = published["content"]
        if published["parent_header"].get("msg_id") == message and content.get("execution_state") == "idle":
            return


start = time.perf_counter()
manager, client = start_new_kernel(kernel_name=KERNEL)
info = time.perf_counter() - start
run(client, "1 + 1")
first = time.perf_counter() - start
times = []
for i in range(CELLS):
    begin = time.perf_counter()
    run(client, f"var x{i} = {i}; x{i} + 1")
    times.append((time.perf_counter() - begin) * 1e3)
client.stop_channels()
manager.shutdown_kernel()
warm = sorted(times[WARM_UP:])
print(f"start to kernel_info_reply {info:.2f} s, to the first cell's answer {first:.2f} s")
print(f"a cell after {WARM_UP}: best {warm[0]:.1f} ms, median {statistics.median(warm):.1f} ms, worst {warm[-1]:.1f} ms")
