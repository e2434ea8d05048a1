/** The named channel between engine, risk worker and main, without keeping the thread alive. */
import { BroadcastChannel } from 'node:worker_threads';
import { decodeRiskMessage } from '../../shared/projection/decode-risk-message';
import { RiskLink, type RiskLinkRim } from './risk-link';

/** The engine's end of it. */
export interface RiskConnection {
  readonly link: RiskLink;
  close(): void;
}

/** Opens the channel; `null` where no risk worker runs. */
export function connectRisk(channelName: string | undefined, rim: Omit<RiskLinkRim, 'post'>): RiskConnection | null {
  if (channelName === undefined) return null;
  const channel = new BroadcastChannel(channelName);
  const link = new RiskLink({ ...rim, post: (message) => channel.postMessage(message) });
  channel.onmessage = (event) => {
    const message = decodeRiskMessage(event);
    if (message !== null) link.hear(message);
  };
  channel.unref();
  // A worker that began before the engine said hello to nobody.
  link.greet();
  return { link, close: () => channel.close() };
}
