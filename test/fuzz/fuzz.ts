/** `npm run fuzz`: tries mutated real inputs on every door of the desk; prints what crashes, hangs, or lets a number in that is none. */
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { decodeArguments, type FuzzArguments } from './decode-arguments';
import type { FuzzFinding } from './fuzz-target';
import { fuzzTargets } from './registry';

const USAGE = 'usage: npm run fuzz [-- --cases N | --full] [--only NAME] [--seed S]';

/** A session that says nothing for so long hangs without end: the longest takes some seconds on a busy machine. */
const LONGEST_SESSION_MS = 120_000;

interface Order {
  readonly name: string;
  readonly cases: number;
  readonly seed: number;
  /** The sessions begun, and the seed of the last: read from outside, because a thread that hangs tells nothing. */
  readonly progress: SharedArrayBuffer;
}

type News =
  | { readonly kind: 'finding'; readonly finding: FuzzFinding }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'done'; readonly tried: number };

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Calls back once if no session begins for too long; the result stops the watch. */
function watchProgress(progress: Int32Array, onHang: () => void): () => void {
  let begun = -1;
  const timer = setInterval(() => {
    if (Atomics.load(progress, 0) === begun) onHang();
    begun = Atomics.load(progress, 0);
  }, LONGEST_SESSION_MS);
  return () => clearInterval(timer);
}

/** Runs one target in a thread of its own, which can be ended when it never returns. */
function runTarget(order: Omit<Order, 'progress'>): Promise<{ readonly tried: number; readonly findings: readonly FuzzFinding[] }> {
  const shared = new SharedArrayBuffer(8);
  const progress = new Int32Array(shared);
  const worker = new Worker(__filename, { workerData: { ...order, progress: shared } satisfies Order });
  const findings: FuzzFinding[] = [];
  return new Promise((resolve, reject) => {
    const end = (tried: number): void => {
      stopWatch();
      void worker.terminate().then(() => resolve({ tried, findings }));
    };
    const stopWatch = watchProgress(progress, () => {
      const seed = Atomics.load(progress, 1) >>> 0;
      findings.push({ kind: 'hang', text: `no end within ${LONGEST_SESSION_MS / 1000} s`, seed, smallestCase: '' });
      end(0);
    });
    worker.on('message', (news: News) => {
      if (news.kind === 'finding') findings.push(news.finding);
      else if (news.kind === 'note') say(`  ${news.text}`);
      else end(news.tried);
    });
    worker.on('error', reject);
  });
}

function describe(name: string, finding: FuzzFinding): string {
  const again = `npm run fuzz -- --only ${name} --seed ${finding.seed} --cases 1000`;
  return [
    `  ${finding.kind}: ${finding.text}`,
    `    again: ${again}`,
    ...finding.smallestCase.split('\n').map((line) => `    ${line}`),
  ].join('\n');
}

async function main(given: FuzzArguments): Promise<number> {
  let total = 0;
  for (const { name } of fuzzTargets.filter((target) => given.only === null || target.name === given.only)) {
    const startedAtMs = performance.now();
    const { tried, findings } = await runTarget({ name, cases: given.cases, seed: given.seed });
    const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1);
    const counts = (['crash', 'hang', 'not finite', 'wrong'] as const).map(
      (kind) => `${kind} ${findings.filter((finding) => finding.kind === kind).length}`,
    );
    say(`${name}  ${tried} cases  ${counts.join('  ')}  ${seconds} s`);
    for (const finding of findings.slice(0, 5)) say(describe(name, finding));
    total += findings.length;
  }
  say(`findings ${total}, seed ${given.seed}`);
  return total === 0 ? 0 : 1;
}

/** In the thread: one target, its news told as they come. */
async function work({ name, cases, seed, progress }: Order): Promise<void> {
  const tell = (news: News): void => parentPort?.postMessage(news);
  const begun = new Int32Array(progress);
  const target = fuzzTargets.find((each) => each.name === name);
  const tried = await target?.run({
    cases,
    seed,
    report: (finding) => tell({ kind: 'finding', finding }),
    note: (text) => tell({ kind: 'note', text }),
    begin: (sessionSeed) => {
      Atomics.store(begun, 1, sessionSeed);
      Atomics.add(begun, 0, 1);
    },
  });
  tell({ kind: 'done', tried: tried ?? 0 });
}

if (!isMainThread) void work(workerData as Order);
else {
  const given = decodeArguments(
    process.argv.slice(2),
    fuzzTargets.map(({ name }) => name),
  );
  if (typeof given === 'string') {
    process.stderr.write(`${given}\n${USAGE}\n`);
    process.exitCode = 2;
  } else {
    void main(given).then((code) => {
      process.exitCode = code;
    });
  }
}
