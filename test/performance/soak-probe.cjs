/**
 * Loaded first by an engine thread: every ten seconds a line with its memory after a collection of all that is unused, its descriptors
 * and how long its event loop was held up in between.
 */
'use strict';
const { appendFileSync, readdirSync } = require('node:fs');
const { monitorEventLoopDelay } = require('node:perf_hooks');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');
const { isMainThread, threadId } = require('node:worker_threads');

const path = process.env.KEEL_SOAK_PROBE ?? '';
const NS_PER_MS = 1e6;
const PERIOD_MS = Number(process.env.KEEL_SOAK_PERIOD_MS ?? 10_000);

// Threads inherit what is loaded first; the engine is the first of them.
if (!isMainThread && threadId === 1) {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  let number = 0;
  setInterval(() => {
    // The collection is ours: it says nothing about the engine.
    delay.disable();
    collect();
    delay.enable();
    const { rss, heapUsed } = process.memoryUsage();
    number += 1;
    const line = {
      number,
      rss,
      heapUsed,
      descriptors: countDescriptors(),
      p50: delay.percentile(50) / NS_PER_MS,
      p999: delay.percentile(99.9) / NS_PER_MS,
    };
    appendFileSync(path, `${JSON.stringify(line)}\n`);
  }, PERIOD_MS).unref();
}

function countDescriptors() {
  try {
    return readdirSync('/proc/self/fd').length - 1;
  } catch {
    return 0;
  }
}
