/** A session whose every request is answered at once with what the test says. */
import { Announcer } from '../../../../../electron/venues/deribit/announcer';
import type { OffStep } from '../../../../../electron/venues/deribit/decode-fields';
import type { ListDoubts } from '../../../../../electron/venues/deribit/instrument-list';
import { VenueCredits } from '../../../../../electron/venues/deribit/limits';
import { RpcSession } from '../../../../../electron/venues/deribit/rpc';
import type { EngineEventBody } from '../../../../../shared/engine/events';
import { HandClock } from './hand-clock';

/** What was asked, and when. */
export interface Asked {
  readonly method: string;
  readonly currency: unknown;
  readonly atMs: number;
}

/** A refusal instead of a result. */
export class Refusal {
  constructor(
    readonly message: string,
    readonly code = 13_000,
  ) {}
}

export class AnsweringSession {
  readonly clock = new HandClock();
  readonly announcer = new Announcer((event) => this.clock.rim.emit(event), { clientId: 'id', clientSecret: 'secret' });
  readonly asked: Asked[] = [];
  /** What was said of the list of instruments: `missed`, or a price that it does not allow. */
  readonly doubts: (OffStep | 'missed')[] = [];
  readonly list: ListDoubts = { miss: () => void this.doubts.push('missed'), refine: (offStep) => void this.doubts.push(offStep) };
  readonly session: RpcSession;

  constructor(answer: (method: string, currency: unknown, params: Readonly<Record<string, unknown>>) => unknown) {
    this.session = new RpcSession({
      rim: this.clock.rim,
      credits: new VenueCredits(0),
      write: (text) => {
        const { id, method, params } = JSON.parse(text) as { id: number; method: string; params: Record<string, unknown> };
        const currency = params['currency'] ?? params['instrument_name'];
        this.asked.push({ method, currency, atMs: this.clock.rim.nowMs() });
        const found = answer(method, currency, params);
        const isRefused = found instanceof Refusal;
        const error = isRefused ? { code: found.code, message: found.message, data: null } : null;
        queueMicrotask(() => this.session.settle({ id, result: isRefused ? undefined : found, error, venueTimeUs: null }));
      },
    });
  }

  /** Lets time pass in steps, with room for answers between them. */
  async pass(milliseconds: number): Promise<void> {
    for (let passed = 0; passed < milliseconds; passed += 50) {
      this.clock.advance(50);
      for (let turn = 0; turn < 4; turn += 1) await Promise.resolve();
    }
  }

  /** Events of a kind, oldest first. */
  of<Kind extends EngineEventBody['kind']>(kind: Kind): readonly Extract<EngineEventBody, { kind: Kind }>[] {
    return this.clock.events.filter((event): event is Extract<EngineEventBody, { kind: Kind }> => event.kind === kind);
  }
}
