/** Loaded first by an engine thread: once a file exists it opens descriptors, some each moment, until the system refuses one. */
'use strict';
const { existsSync, openSync } = require('node:fs');
const { devNull } = require('node:os');
const { isMainThread, threadId } = require('node:worker_threads');

const path = process.env.KEEL_DRILL_LEAK ?? '';
const EACH_TIME = 3;

// Threads inherit what is loaded first; one leak is enough.
const timer = isMainThread || threadId !== 1 ? null : setInterval(leak, 200);
timer?.unref();

function leak() {
  if (!existsSync(path)) return;
  try {
    for (let count = 0; count < EACH_TIME; count += 1) openSync(devNull, 'r');
  } catch {
    clearInterval(timer);
  }
}
