/** Signs in without ever writing the secret on the wire, and refuses keys that could withdraw. */
import { createHmac, randomBytes } from 'node:crypto';
import type { Result } from '../../../shared/domain/result';
import { fail, ok } from '../../../shared/domain/result';
import type { VenueCredentials } from '../venue-port';
import type { RpcSession } from './rpc';
import { FieldRefused, readRecord, readText, readWhole } from './decode-fields';

/** A signed-in session. */
export interface Grant {
  readonly expiresInMs: number;
  readonly tokens: readonly string[];
}

/** `isFinal`: trying again with the same keys cannot help. */
export interface SignInFailure {
  readonly reason: string;
  readonly isFinal: boolean;
}

const FINAL_CODES = new Set([10000, 12998, 13001, 13002, 13004, 13009, 13021, 11042]);

function sign(credentials: VenueCredentials, timestampMs: number): Readonly<Record<string, unknown>> {
  const nonce = randomBytes(8).toString('hex');
  const signature = createHmac('sha256', credentials.clientSecret).update(`${timestampMs}\n${nonce}\n`).digest('hex');
  return { grant_type: 'client_signature', client_id: credentials.clientId, timestamp: timestampMs, signature, nonce, data: '' };
}

function readGrant(value: unknown): Result<Grant, SignInFailure> {
  try {
    const raw = readRecord(value, 'auth result');
    const scope = readText(raw['scope'], 'scope');
    if (scope.includes('wallet:read_write')) {
      return fail({
        reason: 'the key can withdraw: expected a key with wallet:none, found wallet:read_write; make a narrower key',
        isFinal: true,
      });
    }
    const tokens = [raw['access_token'], raw['refresh_token']].filter((token) => typeof token === 'string');
    return ok({ expiresInMs: readWhole(raw['expires_in'], 'expires_in') * 1000, tokens });
  } catch (error) {
    return fail({ reason: error instanceof FieldRefused ? error.message : 'unreadable auth result', isFinal: false });
  }
}

/** Signs in on one session. `venueNowMs`: the venue's clock, because it refuses signatures that are too old or too new. */
export async function signIn(
  session: RpcSession,
  credentials: VenueCredentials,
  venueNowMs: number,
): Promise<Result<Grant, SignInFailure>> {
  const outcome = await session.call('public/auth', sign(credentials, Math.round(venueNowMs)), { requestClass: 'account' });
  if (outcome.ok) return readGrant(outcome.value);
  const isFinal = outcome.error.kind === 'error' && FINAL_CODES.has(outcome.error.code);
  return fail({ reason: `sign-in failed: ${outcome.error.reason}${isFinal ? '; check the key and its environment' : ''}`, isFinal });
}
