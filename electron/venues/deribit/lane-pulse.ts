/** Questions for the venue's time: each answer says how long a round trip takes, and that what is asked still arrives. */
import type { VenueRim } from '../venue-port';
import type { RpcOutcome, RpcSession, RpcTiming } from './rpc';
import { LONGEST_ROUND_TRIP_MS } from './venue-clock';

/** Questions whose time ran out, with no answer to any between. Asked once a second: the first of them was sent 10 s before. */
const MAXIMUM_UNANSWERED = 8;

export interface LanePulseHooks {
  readonly onTiming: (timing: RpcTiming) => void;
  /** The answer came after its time: too late to set a clock by. */
  readonly onLate: (roundTripMs: number) => void;
  /** Frames may still come, but nothing that is asked is answered: half of the connection is dead. */
  readonly onUnanswered: (reason: string) => void;
}

/** The pulse of one session; ends with it. */
export class LanePulse {
  private unanswered = 0;

  constructor(
    private readonly rpc: RpcSession,
    private readonly rim: VenueRim,
    private readonly hooks: LanePulseHooks,
  ) {}

  /** `false`: answered, but so late that the machine may have slept. */
  ask(): Promise<boolean> {
    return new Promise((resolve) => {
      const sentAtMs = this.rim.nowMs();
      const onLate = (): void => {
        this.unanswered = 0;
        this.hooks.onLate(this.rim.nowMs() - sentAtMs);
      };
      const onOutcome = (outcome: RpcOutcome, timing: RpcTiming): void => {
        if (outcome.ok) this.hooks.onTiming(timing);
        resolve(timing.answeredAtMs - timing.sentAtMs <= LONGEST_ROUND_TRIP_MS);
        this.count(outcome);
      };
      this.rpc.sendNow({ method: 'public/test', params: {}, requestClass: 'account', timeoutMs: LONGEST_ROUND_TRIP_MS, onOutcome, onLate });
    });
  }

  /** A refusal is an answer too; what found no credit was not asked. */
  private count(outcome: RpcOutcome): void {
    if (outcome.ok || outcome.error.kind === 'error') this.unanswered = 0;
    else if (outcome.error.kind === 'timeout') this.unanswered += 1;
    if (this.unanswered === MAXIMUM_UNANSWERED)
      this.hooks.onUnanswered(
        `expected an answer to one of ${MAXIMUM_UNANSWERED} questions in a row, found none though frames may still come`,
      );
  }
}
