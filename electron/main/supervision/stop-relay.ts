/** PULL ALL and KILL from outside the window: through the engine if it answers at once, else by main's own pull. */
import type { CommandOutcome } from '../../../shared/contract/envelope';
import { ownPullId } from '../../../shared/domain/pull-origin';
import type { EngineLink, LinkCommand } from '../engine-link';
import type { Log } from '../log';
import type { PullDesk } from './pull-desk';

/** What a person can ask for without a window. */
export type StopKind = 'pull' | 'kill';

/** An engine that does not answer within three beats is not waited for. */
const ANSWER_MS = 300;

const COMMANDS: Readonly<Record<StopKind, LinkCommand>> = {
  pull: { name: 'pull-quotes', args: { instrumentId: null }, authority: 'reduce' },
  kill: { name: 'kill', args: {}, authority: 'reduce' },
};

export interface StopRelayPorts {
  readonly link: () => EngineLink | null;
  readonly pulls: Pick<PullDesk, 'pull'>;
  readonly delay: (milliseconds: number) => Promise<void>;
  readonly newId: () => string;
  readonly log: Log;
}

export class StopRelay {
  readonly #ports: StopRelayPorts;
  /** A kill that no engine has taken yet; the next one gets it first of all. */
  #isKillDue = false;

  constructor(ports: StopRelayPorts) {
    this.#ports = ports;
  }

  /** Resolves with who carried it out. */
  stop(kind: StopKind): Promise<'engine' | 'main'> {
    this.#ports.log.warn(`${kind} asked for outside the window`);
    this.#isKillDue ||= kind === 'kill';
    return this.#carryOut(kind, this.#ports.newId());
  }

  /** PULL ALL because nobody can see the quotes; the desk gives that as its reason, not the trader. */
  pullUnseen(): Promise<'engine' | 'main'> {
    this.#ports.log.warn('pull: no window shows the quotes');
    return this.#carryOut('pull', ownPullId('unseen', this.#ports.newId()));
  }

  async #carryOut(kind: StopKind, id: string): Promise<'engine' | 'main'> {
    const { pulls } = this.#ports;
    const outcome = await this.#ask(kind, id);
    if (outcome?.status === 'accepted') return 'engine';
    pulls.pull(`${kind}: the engine did not take it (${outcome?.reason ?? 'no answer'})`);
    return 'main';
  }

  /** An engine is ready: what the last one did not take is due. */
  engineReady(): void {
    if (this.#isKillDue) void this.stop('kill');
  }

  #ask(kind: StopKind, id: string): Promise<CommandOutcome | null> {
    const { link, delay } = this.#ports;
    const engine = link();
    if (engine === null) return Promise.resolve(null);
    if (!engine.isReady) {
      // One that still starts takes it first of all: it must not begin to quote by itself. A kill waits until it is ready.
      if (kind === 'pull') void engine.send(0, id, COMMANDS.pull);
      return Promise.resolve(null);
    }
    const answer = engine.send(0, id, COMMANDS[kind]).then((outcome) => {
      // Also one that comes too late to be waited for: the engine has it, and what a person resumed since must not be killed again.
      if (kind === 'kill' && outcome.status === 'accepted') this.#isKillDue = false;
      return outcome;
    });
    return Promise.race([answer, delay(ANSWER_MS).then(() => null)]);
  }
}
