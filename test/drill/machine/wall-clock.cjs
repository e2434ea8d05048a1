/** Loaded first by an engine thread: its wall clock is off by the milliseconds that a file names, from the moment the file names them. */
'use strict';
const { readFileSync } = require('node:fs');

const path = process.env.KEEL_DRILL_CLOCK ?? '';
const realNow = Date.now;
let offsetMs = 0;

function look() {
  try {
    offsetMs = Number(readFileSync(path, 'utf8')) || 0;
  } catch {
    offsetMs = 0;
  }
}

look();
setInterval(look, 10).unref();
Date.now = () => realNow() + offsetMs;
