/** Messages of the risk channel out of an event of unknown shape. Both ends are built together, so the type word is what is checked. */
import type { RiskMessage } from './risk-messages';

/** The message of a channel event; `null` if it carries none. */
export function decodeRiskMessage(event: unknown): RiskMessage | null {
  if (typeof event !== 'object' || event === null || !('data' in event)) return null;
  const { data } = event;
  if (typeof data !== 'object' || data === null || !('type' in data) || typeof data.type !== 'string') return null;
  return data as RiskMessage;
}
