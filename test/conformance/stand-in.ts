/** What the conformance suite needs of a scripted venue: the venue's own protocol outside, switches for each fault inside. */
import type { InstrumentId } from '../../shared/domain/instrument';
import type { VenueChannel } from '../../shared/domain/venue';
import type { VenueCredentials, VenueEndpoint } from '../../electron/venues/venue-port';

/** How the venue treats the next order it receives. */
export type OrderTreatment =
  'accept' | 'reject' | 'accept-silently' | 'accept-and-hang-up' | 'lose' | 'fail-ambiguously' | 'answer-late' | 'maintenance';

/** A text frame that the end of the connection cuts short, or one whose bytes are no text. */
export type FrameDamage = 'a frame cut short' | 'a text that is no UTF-8';

/** A venue on loopback that does as it is told and remembers what it received. */
export interface VenueStandIn {
  readonly endpoint: VenueEndpoint;
  readonly credentials: VenueCredentials;
  readonly instrumentId: InstrumentId;
  nextOrder: OrderTreatment;
  /** Milliseconds by which every answer on the market data lane is held back. */
  marketDataDelayMs: number;
  /** So many book subscriptions are acknowledged without a snapshot following. */
  withheldSnapshots: number;
  /** Answers reconciliation questions with an error. */
  refusesAccountQuestions: boolean;
  /** Cancels are answered, and only the second one works. */
  ignoresFirstCancelAll: boolean;
  changeBook(): void;
  loseBookChange(): void;
  sendText(channel: VenueChannel, text: string): void;
  breakFrame(channel: VenueChannel, damage: FrameDamage): void;
  /** The venue stops answering on this lane, without closing it. */
  freeze(channel: VenueChannel): void;
  hangUp(channel: VenueChannel): void;
  /** Executes an open order of ours and sends the same execution frame `times` times. */
  fill(clientOrderId: string, times: number): void;
  placeForeignOrder(label: string): void;
  /** Asks the client whether it still lives; `signsOfLife` counts its answers, its own beats included. */
  askForSignOfLife(channel: VenueChannel): void;
  signsOfLife(): number;
  openLabels(): readonly string[];
  /** Every order received, in order; a label twice means a resend. */
  receivedLabels(): readonly string[];
  connections(): number;
  stop(): Promise<void>;
}

/** Starts a fresh stand-in. */
export type StartStandIn = () => Promise<VenueStandIn>;
