/** What a run leaves behind: a hash of all that happened, a trace of the last of it, and the first broken promise. */

/** A broken invariant. */
export interface Violation {
  /** `I1` … `I12`, `books`, `cash`, `liveness`, `crash`. */
  readonly invariant: string;
  readonly atMs: number;
  readonly text: string;
}

/** Lines of trace kept; older ones are dropped. */
const TRACE_KEPT = 400;

/** One per run. */
export class Recorder {
  violation: Violation | null = null;
  hash = 0x811c9dc5;
  /** How often each thing happened that a run is asked about afterwards. */
  readonly counts = new Map<string, number>();
  private trace: { readonly atMs: number; readonly text: string }[] = [];

  constructor(private readonly now: () => number) {}

  /** Milliseconds since the start of the run. */
  get elapsedMs(): number {
    return this.now();
  }

  /** Makes a text part of the run's hash (FNV-1a). */
  mix(text: string): void {
    let { hash } = this;
    for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    this.hash = hash >>> 0;
  }

  /** Something happened that counts. */
  count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  /** A line of trace. */
  note(text: string): void {
    this.trace.push({ atMs: this.now(), text });
    if (this.trace.length > TRACE_KEPT * 2) this.trace = this.trace.slice(-TRACE_KEPT);
  }

  /** The first broken promise ends the run; later ones follow from it. */
  violate(invariant: string, text: string): void {
    this.note(`VIOLATION ${invariant}: ${text}`);
    this.violation ??= { invariant, atMs: this.now(), text };
  }

  /** The newest `count` lines. */
  lastLines(count: number): readonly string[] {
    return this.trace.slice(-count).map(({ atMs, text: line }) => `${(atMs / 1000).toFixed(3).padStart(9)}  ${line}`);
  }
}
