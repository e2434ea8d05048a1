/** Signs in without ever writing the secret on the wire, and refuses keys that could withdraw. */
import { createHmac, randomBytes } from 'node:crypto';
import type { Result } from '../../../shared/domain/result';
import { fail, ok } from '../../../shared/domain/result';
import type { Environment } from '../../../shared/domain/venue';
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

/** Refuses keys that could move coins away. The practice exchange has no wallet, so there any key will do. */
function readGrant(value: unknown, environment: Environment): Result<Grant, SignInFailure> {
  try {
    const raw = readRecord(value, 'auth result');
    const scope = readText(raw['scope'], 'scope');
    if (environment !== 'practice' && scope.includes('wallet:read_write')) {
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

/** As whom, where, and what time it is there: the venue refuses signatures that are too old or too new. */
export interface SignIn {
  readonly credentials: VenueCredentials;
  readonly environment: Environment;
  readonly venueNowMs: number;
}

/** Signs in on one session; the grant belongs to that session only. */
export async function signIn(session: RpcSession, { credentials, environment, venueNowMs }: SignIn): Promise<Result<Grant, SignInFailure>> {
  const outcome = await session.call('public/auth', sign(credentials, Math.round(venueNowMs)), { requestClass: 'account' });
  if (outcome.ok) return readGrant(outcome.value, environment);
  const isFinal = outcome.error.kind === 'error' && FINAL_CODES.has(outcome.error.code);
  return fail({ reason: `sign-in failed: ${outcome.error.reason}${isFinal ? '; check the key and its environment' : ''}`, isFinal });
}
