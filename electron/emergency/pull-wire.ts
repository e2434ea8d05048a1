/** The few messages of the emergency client: sign-in, cancel, list; everything read is checked. */
import { createHmac, randomBytes } from 'node:crypto';
import type { EngineCredentials } from '../../shared/contract/engine-messages';
import { fail, ok, type Result } from '../../shared/domain/result';
import { venueOrderId } from '../../shared/domain/order';
import type { OpenOrder } from '../venues/deribit/open-orders';

/** Labels of this desk begin so; anything else is an order of another tool. */
const OWN_LABEL_PREFIX = 'keel-';

/** One request; `id` is added when it is written. */
export interface PullCall {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A refusal, with the code of the venue if it gave one. */
export interface PullFailure {
  readonly reason: string;
  readonly code?: number;
}

/** An answer to one request. */
export interface PullAnswer {
  readonly id: number;
  readonly outcome: Result<unknown, PullFailure>;
}

export const listCall: PullCall = { method: 'private/get_open_orders', params: {} };
export const timeCall: PullCall = { method: 'public/get_time', params: {} };

/** Signs in without writing the secret on the wire. `venueNowMs`: the venue refuses signatures that are too old or too new. */
export function signInCall({ clientId, clientSecret }: EngineCredentials, venueNowMs: number): PullCall {
  const timestamp = Math.round(venueNowMs);
  const nonce = randomBytes(8).toString('hex');
  const signature = createHmac('sha256', clientSecret).update(`${timestamp}\n${nonce}\n`).digest('hex');
  return { method: 'public/auth', params: { grant_type: 'client_signature', client_id: clientId, timestamp, signature, nonce, data: '' } };
}

/** `null`: not an answer, or unreadable. */
export function readAnswer(text: string): PullAnswer | null {
  const message = parseRecord(text);
  if (message === null || typeof message['id'] !== 'number') return null;
  const { id, error } = message;
  if (error === undefined) return { id, outcome: ok(message['result']) };
  const { message: words, code } = isRecord(error) ? error : {};
  const reason = typeof words === 'string' ? words.slice(0, 200) : 'an error without words';
  return { id, outcome: fail(typeof code === 'number' ? { reason, code } : { reason }) };
}

/** The error says what was unreadable: a list that can't be read is not an empty one. */
export function readOpenOrders(value: unknown): Result<readonly OpenOrder[], PullFailure> {
  if (!Array.isArray(value)) return fail({ reason: 'expected a list of open orders, found something else' });
  const orders: OpenOrder[] = [];
  for (const entry of value) {
    const id: unknown = isRecord(entry) ? entry['order_id'] : null;
    const name: unknown = isRecord(entry) ? entry['instrument_name'] : null;
    if (!isRecord(entry) || typeof id !== 'string' || typeof name !== 'string') {
      return fail({ reason: 'expected an order_id and an instrument_name in every open order, found one without' });
    }
    const label = entry['label'];
    const isOurs = typeof label === 'string' && label.startsWith(OWN_LABEL_PREFIX);
    orders.push({ venueOrderId: venueOrderId(id), instrumentName: name, isOurs });
  }
  return ok(orders);
}

function parseRecord(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
