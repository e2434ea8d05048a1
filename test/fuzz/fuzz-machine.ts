/** The loop of all targets: sessions of inputs on a fresh subject, the watch over each, and the shrinking of what is found. */
import { SeededRandom } from '../../shared/domain/random';
import type { FindingKind, FuzzRun } from './fuzz-target';
import { PromiseBroken } from './fuzz-target';
import { findUnfinite } from './unfinite';

/** What one target puts into the loop. */
export interface FuzzMachine<Subject, Input> {
  /** Inputs that one subject takes; 1 where inputs do not depend on each other. */
  readonly sessionLength: number;
  /** What is a hang, where one case is more than one call of ours. */
  readonly longestMs?: number;
  /** Equal seeds make equal subjects, so that a finding can be played again. */
  open(seed: number): Subject | Promise<Subject>;
  make(chance: SeededRandom, subject: Subject): Input;
  /** Throws where the subject crashes; what it returns must hold finite numbers only. */
  feed(subject: Subject, input: Input): unknown;
  /** After the last input; as `feed`. */
  end?(subject: Subject): unknown;
  /** Smaller inputs to try in place of one. */
  smaller?(input: Input): Iterable<Input>;
  show(input: Input): string;
}

const LONGEST_MS = 50;
const HANG_TRIALS = 3;
const SHRINK_TRIALS = 300;
/** Sessions that take long are shrunk less, so that the watch over the thread does not take it for a hang. */
const SHRINK_FOR_MS = 30_000;
const SHOWN_CHARACTERS = 2_000;

interface Trouble {
  readonly kind: FindingKind;
  readonly text: string;
}

function troubleOf(error: unknown): Trouble {
  if (error instanceof PromiseBroken) return { kind: 'wrong', text: error.message };
  return { kind: 'crash', text: error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 4).join(' ') : String(error) };
}

async function attempt(action: () => unknown): Promise<Trouble | null> {
  try {
    const made = action();
    const result = made instanceof Promise ? await made : made;
    const place = result === undefined ? null : findUnfinite(result);
    return place === null ? null : { kind: 'not finite', text: place };
  } catch (error) {
    return troubleOf(error);
  }
}

/** Inputs of one session, to be played again. */
interface Session<Input> {
  readonly seed: number;
  readonly inputs: readonly Input[];
}

/** Milliseconds that this process has computed so far: waiting for a busy machine is none of it. */
function computedMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** How a list of inputs ends on a fresh subject; the time is what its last input computed for. */
async function replay<Subject, Input>(
  machine: FuzzMachine<Subject, Input>,
  { seed, inputs }: Session<Input>,
): Promise<{ readonly trouble: Trouble | null; readonly lastMs: number }> {
  const subject = await machine.open(seed);
  let lastMs = 0;
  for (const input of inputs) {
    const [computedBeforeMs, startedAtMs] = [computedMs(), performance.now()];
    const trouble = await attempt(() => machine.feed(subject, input));
    // Other threads of this process compute too, so the lesser of both is nearer to the truth.
    lastMs = Math.min(computedMs() - computedBeforeMs, performance.now() - startedAtMs);
    if (trouble !== null) return { trouble, lastMs };
  }
  return { trouble: await attempt(() => machine.end?.(subject)), lastMs };
}

/** The machine is shared: what was slow once is a hang only if it computes for so long each time, alone. */
async function isHang<Subject, Input>(machine: FuzzMachine<Subject, Input>, session: Session<Input>): Promise<boolean> {
  for (let trial = 0; trial < HANG_TRIALS; trial += 1) {
    const { lastMs } = await replay(machine, session);
    if (lastMs <= (machine.longestMs ?? LONGEST_MS)) return false;
  }
  return true;
}

/** Leaves inputs out, then makes the rest smaller, as long as the trouble stays of its kind. */
class Shrinker<Subject, Input> {
  private trials = SHRINK_TRIALS;
  private readonly untilMs = performance.now() + SHRINK_FOR_MS;

  constructor(
    private readonly machine: FuzzMachine<Subject, Input>,
    private best: readonly Input[],
    private readonly isSame: (candidate: readonly Input[]) => Promise<boolean>,
  ) {}

  async run(): Promise<readonly Input[]> {
    for (let size = Math.ceil(this.best.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) await this.leaveOut(size);
    for (let at = 0; at < this.best.length; at += 1) while (await this.makeSmaller(at));
    return this.best;
  }

  private async leaveOut(size: number): Promise<void> {
    for (let at = 0; at < this.best.length && this.best.length > 1;) {
      const isShorter = await this.tryOut([...this.best.slice(0, at), ...this.best.slice(at + size)]);
      if (!isShorter) at += size;
    }
  }

  private async makeSmaller(at: number): Promise<boolean> {
    const input = this.best[at];
    if (input === undefined || this.trials <= 0) return false;
    for (const candidate of this.machine.smaller?.(input) ?? []) {
      if (this.trials <= 0) return false;
      if (await this.tryOut(this.best.map((each, place) => (place === at ? candidate : each)))) return true;
    }
    return false;
  }

  private async tryOut(candidate: readonly Input[]): Promise<boolean> {
    if (performance.now() > this.untilMs) this.trials = 0;
    if (this.trials <= 0) return false;
    this.trials -= 1;
    if (!(await this.isSame(candidate))) return false;
    this.best = candidate;
    return true;
  }
}

/** Plays one session; `null` if nothing was found. */
async function playSession<Subject, Input>(
  machine: FuzzMachine<Subject, Input>,
  seed: number,
  most: number,
): Promise<{ readonly count: number; readonly trouble: Trouble | null; readonly inputs: readonly Input[] }> {
  const chance = new SeededRandom(seed);
  const subject = await machine.open(seed);
  const inputs: Input[] = [];
  while (inputs.length < most) {
    const input = machine.make(chance, subject);
    inputs.push(input);
    const startedAtMs = performance.now();
    const trouble = await attempt(() => machine.feed(subject, input));
    const elapsedMs = performance.now() - startedAtMs;
    if (trouble !== null) return { count: inputs.length, trouble, inputs };
    if (elapsedMs > (machine.longestMs ?? LONGEST_MS) && (await isHang(machine, { seed, inputs }))) {
      return { count: inputs.length, trouble: { kind: 'hang', text: `took ${Math.round(elapsedMs)} ms` }, inputs };
    }
  }
  const trouble = await attempt(() => machine.end?.(subject));
  return { count: inputs.length, trouble, inputs };
}

function showSafely<Subject, Input>(machine: FuzzMachine<Subject, Input>, input: Input): string {
  try {
    return machine.show(input).slice(0, SHOWN_CHARACTERS);
  } catch (error) {
    return `an input that cannot be written: ${String(error)}`;
  }
}

/** Runs a machine for so many cases; every finding is made small and reported. Resolves with the cases tried. */
export async function runMachine<Subject, Input>(machine: FuzzMachine<Subject, Input>, run: FuzzRun): Promise<number> {
  let tried = 0;
  for (let session = 0; tried < run.cases; session += 1) {
    const seed = (run.seed + session) >>> 0;
    run.begin?.(seed);
    const { count, trouble, inputs } = await playSession(machine, seed, Math.min(machine.sessionLength, run.cases - tried));
    tried += count;
    if (trouble === null) continue;
    const isSame = async (candidate: readonly Input[]): Promise<boolean> =>
      trouble.kind === 'hang'
        ? isHang(machine, { seed, inputs: candidate })
        : (await replay(machine, { seed, inputs: candidate })).trouble?.kind === trouble.kind;
    const smallest = await new Shrinker(machine, inputs, isSame).run();
    const lines = smallest.map((input) => showSafely(machine, input));
    run.report({ ...trouble, seed, smallestCase: lines.join('\n') });
  }
  return tried;
}
