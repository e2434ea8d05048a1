/** The one way out for what the venue learns: silent after stop, and clean of secrets whatever a venue or library echoes. */
import type { EngineEventBody } from '../../../shared/engine/events';
import type { ChannelState, VenueChannel } from '../../../shared/domain/venue';
import type { VenueCredentials, VenueRim } from '../venue-port';
import { DERIBIT } from './instruments';

export class Announcer {
  private isSilent = false;
  private readonly secrets = new Set<string>();

  constructor(
    private readonly out: VenueRim['emit'],
    credentials: VenueCredentials,
  ) {
    this.keepSecret(credentials.clientSecret);
    if (credentials.clientId !== credentials.clientSecret) this.keepSecret(credentials.clientId);
  }

  /** Tokens learned later are secrets too. Very short ones would only blacken ordinary words. */
  keepSecret(value: string): void {
    if (value.length >= 6) this.secrets.add(value);
  }

  redact(text: string): string {
    let clean = text;
    for (const secret of this.secrets) clean = clean.split(secret).join('[secret]');
    return clean.length > 400 ? `${clean.slice(0, 400)}…` : clean;
  }

  emit(event: EngineEventBody): void {
    if (this.isSilent) return;
    if ('reason' in event && typeof event.reason === 'string') this.out({ ...event, reason: this.redact(event.reason) });
    else if (event.kind === 'fault-noticed') this.out({ ...event, message: this.redact(event.message) });
    else this.out(event);
  }

  fault(message: string, isFatal = false): void {
    this.emit({ kind: 'fault-noticed', source: 'deribit', message, isFatal });
  }

  channel(channel: VenueChannel, state: ChannelState, reason: string): void {
    this.emit({ kind: 'channel-changed', venue: DERIBIT, channel, state, reason });
  }

  silence(): void {
    this.isSilent = true;
  }
}
