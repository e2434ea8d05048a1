/** Who may do what: client credentials and signatures are really checked; tokens carry the granted scopes. */
import { fail, ok, type Result } from '../domain/result';
import type { Account } from './account';
import type { Login } from './session';
import { wireError, type WireError } from './wire/wire-error';

/** HMAC-SHA-256 of `text` under `secret`, lower-case hex. Passed in, because this room has no cryptography of its own. */
export type HmacSha256Hex = (secret: string, text: string) => string;

/** How an HTTP request says who it is, taken apart by the server. */
export type HttpAuthorization =
  | { readonly kind: 'bearer'; readonly token: string }
  | { readonly kind: 'basic'; readonly clientId: string; readonly secret: string }
  | {
      readonly kind: 'signature';
      readonly clientId: string;
      readonly timestampMs: number;
      readonly signedText: string;
      readonly signature: string;
    };

/** Access tokens live this long, seconds. */
export const TOKEN_SECONDS = 900;
/** A signature older or newer than this is refused. */
const SIGNATURE_WINDOW_MS = 60_000;

interface Token {
  readonly login: Login;
  readonly expiresAtMs: number;
}

/** A successful login as `public/auth` answers it. */
export interface Grant {
  readonly login: Login;
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly scope: string;
}

/** Checks credentials and keeps tokens. */
export class Authentication {
  private readonly accounts = new Map<string, Account>();
  private readonly access = new Map<string, Token>();
  private readonly refresh = new Map<string, Token>();
  private nextToken = 1;

  public constructor(
    private readonly hmac: HmacSha256Hex,
    private readonly tokenSalt: string,
  ) {}

  /** Makes an account's credentials valid. */
  public register(account: Account): void {
    this.accounts.set(account.settings.clientId, account);
  }

  /** Grant type `client_credentials`. */
  public byCredentials(clientId: string, secret: string): Result<Account, WireError> {
    const account = this.accounts.get(clientId);
    return account !== undefined && account.settings.secret === secret ? ok(account) : fail(wireError('invalid_credentials'));
  }

  /** Grant type `client_signature`: HMAC over the signed text, within a minute of `nowMs`. */
  public bySignature(
    signed: { clientId: string; timestampMs: number; signedText: string; signature: string },
    nowMs: number,
  ): Result<Account, WireError> {
    const account = this.accounts.get(signed.clientId);
    if (account === undefined || Math.abs(nowMs - signed.timestampMs) > SIGNATURE_WINDOW_MS) return fail(wireError('invalid_credentials'));
    const expected = this.hmac(account.settings.secret, signed.signedText);
    return expected === signed.signature.toLowerCase() ? ok(account) : fail(wireError('invalid_credentials'));
  }

  /** Grant type `refresh_token`: the old one is used up. */
  public byRefreshToken(token: string, nowMs: number): Result<Account, WireError> {
    const known = this.refresh.get(token);
    this.refresh.delete(token);
    return known !== undefined && known.expiresAtMs > nowMs ? ok(known.login.account) : fail(wireError('invalid_credentials'));
  }

  /** Issues tokens. `wanted` narrows the account's scopes; scopes it does not have are not granted. */
  public grant(account: Account, wanted: string | null, nowMs: number): Grant {
    const scopes = grantScopes(account.settings.scope, wanted);
    const login: Login = { account, scopes: new Set(scopes) };
    const accessToken = this.newToken('access');
    const refreshToken = this.newToken('refresh');
    this.access.set(accessToken, { login, expiresAtMs: nowMs + TOKEN_SECONDS * 1000 });
    this.refresh.set(refreshToken, { login, expiresAtMs: nowMs + 7 * 24 * 3600 * 1000 });
    return { login, accessToken, refreshToken, scope: scopes.join(' ') };
  }

  /** Who an HTTP request is from. */
  public byAuthorization(authorization: HttpAuthorization, nowMs: number): Result<Login, WireError> {
    if (authorization.kind === 'bearer') {
      const token = this.access.get(authorization.token);
      return token !== undefined && token.expiresAtMs > nowMs ? ok(token.login) : fail(wireError('unauthorized'));
    }
    const account =
      authorization.kind === 'basic'
        ? this.byCredentials(authorization.clientId, authorization.secret)
        : this.bySignature(authorization, nowMs);
    return account.ok ? ok({ account: account.value, scopes: new Set(account.value.settings.scope.split(' ')) }) : account;
  }

  private newToken(kind: string): string {
    const token = this.hmac(this.tokenSalt, `${kind}:${this.nextToken}`);
    this.nextToken += 1;
    return `${this.nextToken}.${token}`;
  }
}

/** Whether granted scopes cover a needed one: `x:read_write` covers `x:read`. */
export function covers(scopes: ReadonlySet<string>, needed: string): boolean {
  return scopes.has(needed) || (needed.endsWith(':read') && scopes.has(`${needed}_write`));
}

function grantScopes(own: string, wanted: string | null): readonly string[] {
  const all = new Set(own.split(' '));
  const areas = (wanted ?? '').split(' ').filter((scope) => /^(account|trade|wallet|block_trade):/.test(scope));
  if (areas.length === 0) return [...all];
  return areas.filter((scope) => covers(all, scope) || scope.endsWith(':none'));
}
