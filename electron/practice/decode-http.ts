/** HTTP requests of the Deribit protocol, taken apart: method name, parameters, who sends it. */
import type { HttpAuthorization } from '../../shared/exchange/authentication';

/** A JSON-RPC call as it came by HTTP. */
export interface HttpCall {
  readonly id: unknown;
  readonly method: string;
  readonly parameters: unknown;
  readonly authorization: HttpAuthorization | null;
}

/** What is needed of an HTTP request. `url` is the path with its query. */
export interface HttpParts {
  readonly verb: string;
  readonly url: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

const PREFIX = '/api/v2/';

/** Reads a call; `null` when the path is not of the API or the body is not JSON. */
export function readHttpCall(parts: HttpParts): HttpCall | null {
  const { pathname, searchParams } = new URL(parts.url, 'http://practice.invalid');
  if (!pathname.startsWith('/api/v2')) return null;
  const method = pathname.slice(PREFIX.length);
  const authorization = readAuthorization(parts);
  if (parts.verb === 'GET') return { id: null, method, parameters: Object.fromEntries(searchParams), authorization };
  const body = parseObject(parts.body);
  if (body === null) return null;
  const named = typeof body['method'] === 'string' ? body['method'] : method;
  return { id: body['id'] ?? null, method: named, parameters: body['params'] ?? {}, authorization };
}

function readAuthorization(parts: HttpParts): HttpAuthorization | null {
  const header = parts.authorization ?? '';
  const space = header.indexOf(' ');
  const scheme = header.slice(0, space).toLowerCase();
  const rest = header.slice(space + 1).trim();
  if (scheme === 'bearer') return { kind: 'bearer', token: rest };
  if (scheme === 'basic') {
    const [clientId = '', ...secret] = Buffer.from(rest, 'base64').toString('utf8').split(':');
    return { kind: 'basic', clientId, secret: secret.join(':') };
  }
  if (scheme !== 'deri-hmac-sha256') return null;
  const fields = new Map(
    rest.split(',').map((pair) => [pair.slice(0, pair.indexOf('=')).trim(), pair.slice(pair.indexOf('=') + 1).trim()]),
  );
  const timestamp = fields.get('ts') ?? '';
  const nonce = fields.get('nonce') ?? '';
  return {
    kind: 'signature',
    clientId: fields.get('id') ?? '',
    timestampMs: Number(timestamp),
    signature: fields.get('sig') ?? '',
    signedText: `${timestamp}\n${nonce}\n${parts.verb}\n${parts.url}\n${parts.body}\n`,
  };
}

/** A JSON object, or `null`. */
export function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : null;
  } catch {
    return null;
  }
}
