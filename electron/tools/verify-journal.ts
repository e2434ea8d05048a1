/** `npm run verify -- --profile DIR | FILE`: checks every entry of a journal and says in plain words what it found. */
import { verifyJournal, type JournalCheck } from '../storage/verify-journal';
import { readVerifyArguments } from './verify-arguments';

/** Exit code of a check that was stopped by a key, as shells know it. */
const STOPPED = 130;

/** Between two lines of progress on a terminal, ms. */
const PROGRESS_MS = 200;

async function main(words: readonly string[]): Promise<number> {
  const read = readVerifyArguments(words);
  if (!read.ok) {
    console.error(`error: ${read.error}`);
    return 2;
  }
  let isStopped = false;
  process.once('SIGINT', () => (isStopped = true));
  const startedAt = performance.now();
  const check = verifyJournal(read.value);
  let toldAt = startedAt;
  for (;;) {
    const next = check.next();
    if (next.done === true) return report(next.value, read.value, performance.now() - startedAt);
    if (process.stderr.isTTY && performance.now() - toldAt > PROGRESS_MS) {
      toldAt = performance.now();
      process.stderr.write(`\r${next.value.toLocaleString('en')} records checked …`);
    }
    await new Promise((resolve) => setImmediate(resolve));
    if (!isStopped) continue;
    console.log(`\nstopped after ${next.value.toLocaleString('en')} records; so far every record is as it was written`);
    return STOPPED;
  }
}

function report({ records, sessions, files, link, damage, notes }: JournalCheck, path: string, elapsedMs: number): number {
  if (process.stderr.isTTY) process.stderr.write('\r');
  console.log(`journal   ${path}`);
  console.log(`records   ${records.toLocaleString('en')} in ${files} ${files === 1 ? 'file' : 'files'}`);
  console.log(`sessions  ${sessions.toLocaleString('en')}`);
  for (const note of notes) console.log(`note      ${note}`);
  if (damage === null) {
    console.log(`chain     whole, ends in ${link.slice(0, 16)}`);
    console.log(`checked   in ${(elapsedMs / 1000).toFixed(1)} s`);
    return 0;
  }
  console.log(`chain     BROKEN at record ${damage.sequence} of ${damage.path}`);
  console.log(`expected  ${damage.expected}`);
  console.log(`found     ${damage.found}`);
  console.log(`do        ${damage.advice}`);
  return 1;
}

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
