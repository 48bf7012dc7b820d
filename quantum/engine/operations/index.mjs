// What a thread can be asked for, by name.

import { version } from "../compiler.mjs";
import { check } from "./check.mjs";
import { draw } from "./draw.mjs";
import { complete, explain } from "./editor.mjs";
import { estimate } from "./estimate.mjs";
import { discover } from "./discover.mjs";
import { openqasm } from "./openqasm.mjs";
import { qir } from "./qir.mjs";
import { run } from "./run.mjs";
import { style } from "./style.mjs";

export const operations = { check, complete, discover, draw, estimate, explain, openqasm, qir, run, style, version };
