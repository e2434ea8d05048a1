/** Entry of the risk thread: hears the channel that main names, computes, answers on it. */
import { BroadcastChannel, workerData } from 'node:worker_threads';
import { decodeRiskMessage } from '../../shared/projection/decode-risk-message';
import { RiskDesk } from './risk-desk';

function channelName(data: unknown): string {
  const name: unknown = typeof data === 'object' && data !== null && 'channel' in data ? data.channel : undefined;
  if (typeof name === 'string') return name;
  throw new Error('Expected the name of a channel in the worker data, found none: start the desk with npm start.');
}

const channel = new BroadcastChannel(channelName(workerData));
const desk = new RiskDesk({
  monotonicMs: () => performance.now(),
  send: (message) => channel.postMessage(message),
  soon: (callback) => setImmediate(callback),
});
channel.onmessage = (event) => {
  const message = decodeRiskMessage(event);
  if (message !== null) desk.hear(message);
};
desk.begin();
