/** Which limits hold for an instrument: its own, else for perpetuals and futures those of its underlying. */
import type { Instrument } from '../domain/instrument';
import type { DeskSettings, InstrumentLimits } from './settings';

/** `null`: none are set, so nothing may be sent. Options never inherit. In coin unless the name says otherwise. */
export function limitsOf(settings: DeskSettings, instrument: Instrument | null): InstrumentLimits | null {
  if (instrument === null) return null;
  const own = settings.limits[instrument.id];
  if (own !== undefined || instrument.kind === 'option') return own ?? null;
  return settings.limits[instrument.underlying] ?? null;
}
