#!/usr/bin/env python3
"""Executes the notebooks of this folder from top to bottom and keeps what comes out, in their place.

    experiments/notebooks/execute.py            # all
    experiments/notebooks/execute.py 04 05      # those whose names begin so

It builds what has changed, and needs jupyter-nbconvert and Jupyter's Python kernel (Debian: jupyter-nbconvert, python3-ipykernel). Some outputs hold
seconds: run nothing beside it. Runs go to a folder of their own; a notebook that fails leaves the kept ones as they are.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

FOLDER = pathlib.Path(__file__).resolve().parent
ROOT = FOLDER.parent.parent
# A run that another notebook has made.
NEEDS = {"07-runs-in-python.ipynb": "01-first-adapter.ipynb"}


def main(prefixes):
    names = sorted(path.name for path in FOLDER.glob("*.ipynb"))
    wanted = [name for name in names if not prefixes or name.startswith(tuple(prefixes))]
    if not wanted:
        sys.exit(f"no notebook begins with {' or '.join(prefixes)}; there are {', '.join(names)}")
    if (load := os.getloadavg()[0]) > 0.5:
        print(f"the load of this machine is {load:.1f}: seconds in the outputs will be those of a busy machine")
    with tempfile.TemporaryDirectory() as place:
        work = pathlib.Path(place)
        subprocess.run([ROOT / "qaa", "notebook", "install", "--prefix", work], check=True)
        environment = os.environ | {"JUPYTER_PATH": str(work / "share" / "jupyter")}
        # What is kept is what a reader without an account sees.
        environment = {key: value for key, value in environment.items() if not key.startswith("AZURE_QUANTUM_")}
        for name in names:
            if name not in wanted and all(NEEDS.get(other) != name for other in wanted):
                continue
            shutil.copy(FOLDER / name, work / name)
            begin = time.perf_counter()
            subprocess.run(["jupyter-nbconvert", "--to", "notebook", "--execute", "--inplace", "--log-level=WARN", "--ExecutePreprocessor.timeout=900", name],
                           cwd=work, env=environment, check=True)
            print(f"{name}: {time.perf_counter() - begin:.0f} s", flush=True)
            if name in wanted:
                keep(work / name)
    return 0


def keep(executed):
    """Without what differs from execution to execution and is read by nobody: times, the version of Python."""
    notebook = json.loads(executed.read_text())
    for cell in notebook["cells"]:
        cell["metadata"].pop("execution", None)
    notebook["metadata"].get("language_info", {}).pop("version", None)
    beside = FOLDER / f"{executed.name}.new"
    beside.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n")
    beside.replace(FOLDER / executed.name)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
