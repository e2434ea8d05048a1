/** Loaded first by an engine thread: each second a line with its memory, its descriptors and how long its event loop was held up. */
'use strict';
const { appendFileSync, readdirSync } = require('node:fs');
const { monitorEventLoopDelay } = require('node:perf_hooks');
const { isMainThread, threadId } = require('node:worker_threads');

const path = process.env.KEEL_SOAK_PROBE ?? '';
const NS_PER_MS = 1e6;

// Threads inherit what is loaded first; the engine is the first of them.
if (!isMainThread && threadId === 1) {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  setInterval(() => {
    const { rss, heapUsed } = process.memoryUsage();
    const line = {
      rss,
      heapUsed,
      descriptors: countDescriptors(),
      p50: delay.percentile(50) / NS_PER_MS,
      p999: delay.percentile(99.9) / NS_PER_MS,
    };
    appendFileSync(path, `${JSON.stringify(line)}\n`);
  }, 1_000).unref();
}

function countDescriptors() {
  try {
    return readdirSync('/proc/self/fd').length - 1;
  } catch {
    return 0;
  }
}
