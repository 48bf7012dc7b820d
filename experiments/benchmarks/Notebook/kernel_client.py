"""A front end without a face: Jupyter's own client, cell by cell."""

import time

from jupyter_client.kernelspec import NoSuchKernel
from jupyter_client.manager import start_new_kernel

PATIENCE = 120


class Kernel:
    def __init__(self, name="qaahybrid"):
        begin = time.perf_counter()
        try:
            self.manager, self.client = start_new_kernel(kernel_name=name)
        except NoSuchKernel:
            raise SystemExit(f"Jupyter knows no kernel '{name}': ./qaa notebook install registers it") from None
        self.started = time.perf_counter() - begin

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.client.stop_channels()
        self.manager.shutdown_kernel()
        # Jupyter's client complains when it is collected after the interpreter has begun to end.
        self.client = self.manager = None

    def outputs(self, code):
        """What a cell publishes, as (type, content), while it runs."""
        message = self.client.execute(code)
        while True:
            published = self.client.get_iopub_msg(timeout=PATIENCE)
            if published["parent_header"].get("msg_id") != message:
                continue
            kind, content = published["msg_type"], published["content"]
            if kind == "status" and content["execution_state"] == "idle":
                self.client.get_shell_msg(timeout=PATIENCE)
                return
            if kind not in ("status", "execute_input"):
                yield kind, content

    def run(self, code):
        return list(self.outputs(code))

    def seconds(self, code):
        begin = time.perf_counter()
        self.run(code)
        return time.perf_counter() - begin

    def seconds_to_stop(self, code, sign):
        """From an interrupt, sent when `sign` is seen in an output, to the cell's end; and whether it says that it was interrupted."""
        begin, interrupted = None, False
        for kind, content in self.outputs(code):
            if begin is None and sign in str(content.get("text") or content.get("data")):
                begin = time.perf_counter()
                self.manager.interrupt_kernel()
            interrupted |= kind == "error" and content["ename"] == "Interrupted"
        assert begin is not None, f"'{sign}' was not seen"
        assert interrupted, "the cell did not end as interrupted"
        return time.perf_counter() - begin
