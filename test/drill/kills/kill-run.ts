/** Kills one desk after the other on one profile, and judges each by what the exchange and the journal say. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SeededRandom } from '../../../shared/domain/random';
import { startPracticeExchange } from '../../support/practice-exchange';
import type { DeskHouse } from '../../support/spawned-desk';
import { ExchangeTruth } from '../exchange-truth';
import { DeskLife } from './desk-life';
import { awaitDeadMan, compareCash, judgeJournal, replayKilled, type Verdict } from './kill-checks';
import { openKillDesk } from './kill-desk';
import { drawMoment, type KillMoment } from './kill-moment';
import { JournalAudit } from './journal-audit';

/** What one kill came to. */
export interface KillOutcome extends Verdict {
  readonly moment: KillMoment;
  /** Orders and fills at the exchange since the desk was started. */
  readonly orders: number;
  readonly fills: number;
  /** Orders that rested when it was killed, and how long until none did. */
  readonly resting: number;
  readonly emptyAfterMs: number;
  readonly journalEntries: number;
  /** Currencies whose cash had moved and was compared. */
  readonly cashCompared: number;
  /** Process start → reconciled; `null` when it was killed before. */
  readonly restartMs: number | null;
  /** Anything else that was not as required. */
  readonly wrong: readonly string[];
}

/** One profile, one exchange, many desks. */
export class KillRun {
  readonly #audit = new JournalAudit();
  #fillsKnownUntilMs = 0;
  #durable = 0;
  #count = 0;

  private readonly profile = mkdtempSync(join(tmpdir(), 'keel-kills-'));
  private readonly random: SeededRandom;

  private constructor(
    private readonly house: DeskHouse,
    private readonly truth: ExchangeTruth,
    seed: number,
  ) {
    this.random = new SeededRandom(seed);
  }

  static async start(house: DeskHouse, seed: number): Promise<KillRun> {
    const exchange = await startPracticeExchange(['--seed', String(seed)]);
    return new KillRun(house, new ExchangeTruth(exchange), seed);
  }

  /** With a finding the profile stays for whoever has to explain it; its path, or `null`. */
  async stop(hasFindings: boolean): Promise<string | null> {
    await this.truth.exchange.stop();
    if (hasFindings) return this.profile;
    rmSync(this.profile, { recursive: true, force: true });
    return null;
  }

  /** Opens the desk, lets it live until its moment, kills it, judges. */
  async kill(): Promise<KillOutcome> {
    const isFirst = this.#count === 0;
    this.#count += 1;
    const moment = drawMoment(this.random, isFirst);
    this.truth.read();
    const from = this.truth.lines.length;
    const life = new DeskLife(this.truth, this.random);
    const desk = await openKillDesk(this.house, this.profile, this.truth.exchange.url);
    try {
      await life.live(desk, moment, isFirst);
    } catch (error) {
      life.wrong.push(error instanceof Error ? error.message : String(error));
    } finally {
      await desk.kill();
    }
    if (life.reconciledAtMs !== null) this.#fillsKnownUntilMs = life.reconciledAtMs;
    this.#durable = Math.max(this.#durable, life.durable);
    return this.#judge(moment, life, from);
  }

  /** A last desk that only has to be right: reconciled, halted, nothing missing; it quits in order. */
  async conclude(): Promise<Verdict & { readonly wrong: readonly string[] }> {
    const life = new DeskLife(this.truth, this.random);
    const desk = await openKillDesk(this.house, this.profile, this.truth.exchange.url);
    try {
      await life.wake(desk, false);
    } finally {
      await desk.end();
    }
    this.#audit.read(this.profile);
    const verdict = judgeJournal(this.#audit, this.truth, Number.POSITIVE_INFINITY);
    const open = await this.truth.openOrders();
    return { ...verdict, wrong: [...life.wrong, ...open.map(({ label }) => `order ${label} rests after the desk has quit`)] };
  }

  async #judge(moment: KillMoment, life: DeskLife, from: number): Promise<KillOutcome> {
    const { elapsedMs, left } = await awaitDeadMan(this.truth);
    this.truth.read();
    const lines = this.truth.lines.slice(from);
    this.#audit.read(this.profile);
    const journal = judgeJournal(this.#audit, this.truth, this.#fillsKnownUntilMs);
    const replayed = replayKilled(this.#audit);
    const { lastSequence } = this.#audit;
    const missing = this.#durable > lastSequence ? [`the desk said ${this.#durable} entries were durable, found ${lastSequence}`] : [];
    const cash = compareCash(replayed.state, life.cashMoved ?? new Map(), life.wokeAtMs);
    return {
      moment,
      cashCompared: cash.comparedCount,
      orders: lines.filter(({ kind }) => kind === 'order').length,
      fills: lines.filter(({ kind }) => kind === 'trade').length,
      resting: lines.filter(({ kind, reason }) => kind === 'cancel' && reason === 'cancel_on_disconnect').length,
      emptyAfterMs: elapsedMs,
      journalEntries: lastSequence,
      restartMs: life.restartMs,
      lost: [...journal.lost, ...replayed.verdict.lost, ...missing],
      doubled: [...journal.doubled, ...replayed.verdict.doubled],
      wrong: [
        ...life.wrong,
        ...left.map((label) => `order ${label} still rests ${Math.round(elapsedMs)} ms after the kill`),
        ...cash.wrong,
      ],
    };
  }
}
