/** Error codes and texts as Deribit answers them. */

/** The `error` member of a JSON-RPC answer. */
export interface WireError {
  readonly code: number;
  readonly message: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** Codes by message; numbers as in Deribit's list. */
const CODES = {
  authorization_required: 10000,
  qty_too_low: 10002,
  order_not_found: 10004,
  price_too_low: 10005,
  price_too_high: 10007,
  not_enough_funds: 10009,
  already_closed: 10010,
  book_closed: 10012,
  too_many_requests: 10028,
  not_owner_of_order: 10029,
  must_be_websocket_request: 10030,
  not_implemented: 10033,
  price_wrong_tick: 10043,
  already_filled: 11008,
  invalid_arguments: 11029,
  other_reject: 11030,
  not_open_order: 11044,
  bad_request: 11050,
  subscribe_error_unsubscribed: 11052,
  post_only_reject: 11054,
  invalid_credentials: 13004,
  unauthorized: 13009,
  instrument_not_found: 13020,
  forbidden: 13021,
  timed_out: 13888,
} as const;

/** A message of the list above. */
export type WireErrorName = keyof typeof CODES;

/** An error by its name, with details if any. */
export function wireError(name: WireErrorName, data?: Readonly<Record<string, unknown>>): WireError {
  return data === undefined ? { code: CODES[name], message: name } : { code: CODES[name], message: name, data };
}

/** A price limit error: Deribit puts the limit into the message. */
export function limitError(name: 'price_too_high' | 'price_too_low', limit: number): WireError {
  return { code: CODES[name], message: `${name} ${limit}` };
}

/** −32602: a parameter is missing or malformed. `reason` says what was expected. */
export function invalidParameter(param: string, reason: string): WireError {
  return { code: -32602, message: 'Invalid params', data: { reason, param } };
}

/** −32601: no such method. */
export function methodNotFound(method: string): WireError {
  return { code: -32601, message: 'Method not found', data: { method } };
}
