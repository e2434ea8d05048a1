/** Where known bugs are put into the desk, and who looks on. */
import type { JournalTarget, JournalWriter } from '../../electron/engine/journal-writer';
import type { VenueConnection } from '../../electron/venues/venue-port';
import type { CommandCall } from '../../shared/contract/commands';
import type { ClientOrderId } from '../../shared/domain/order';
import type { EngineEffect } from '../../shared/engine/effects';
import type { EngineEvent, EngineEventBody } from '../../shared/engine/events';
import type { DeskSettings } from '../../shared/engine/settings';
import type { EngineState } from '../../shared/engine/state';
import type { VirtualClock } from './virtual-clock';

/** Told whether intents are durable. */
export type Committed = Parameters<JournalWriter['commitIntents']>[1];

/** A life of the desk as those see it who look on or meddle. */
export interface DeskLife {
  readonly state: EngineState;
  readonly isAlive: boolean;
  readonly mustResume: boolean;
  submit(body: EngineEventBody): void;
}

/** Each part defaults to the real thing. */
export interface DeskSeam {
  readonly settings?: (settings: DeskSettings) => DeskSettings;
  readonly journal?: (target: JournalTarget, clock: VirtualClock) => JournalTarget;
  readonly recorded?: (event: EngineEvent) => EngineEvent | null;
  /** What the engine hears in place of what the adapter said. */
  readonly heard?: (body: EngineEventBody, desk: DeskLife) => readonly EngineEventBody[];
  readonly connection?: (connection: VenueConnection, desk: DeskLife) => VenueConnection;
  readonly commit?: (done: Committed) => Committed;
  /** What is carried out in place of what was decided. */
  readonly effects?: (effects: readonly EngineEffect[]) => readonly EngineEffect[];
  /** What the engine is told in place of what the trader typed. */
  readonly command?: (call: CommandCall, desk: DeskLife) => CommandCall;
  /** Orders wait for the disk as long as it takes. */
  readonly isPatient?: boolean;
}

/** Who looks on. */
export interface DeskWatch {
  readonly stepped: (desk: DeskLife, event: EngineEvent) => void;
  readonly effects: (desk: DeskLife, effects: readonly EngineEffect[]) => void;
  readonly sent: (desk: DeskLife, id: ClientOrderId) => void;
  readonly crashed: (desk: DeskLife, error: unknown) => void;
}
