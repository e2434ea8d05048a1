/** Connection methods: hello, login, logout, heartbeats, cancel-on-disconnect, subscriptions. */
import { fail, ok } from '../../domain/result';
import { TOKEN_SECONDS } from '../authentication';
import { MINIMUM_HEARTBEAT_SECONDS } from '../heartbeat';
import type { Account } from '../account';
import type { Result } from '../../domain/result';
import { publicMethod, privateMethod, type Call, type Handler, type MethodTable, type PrivateCall } from './method';
import { integer, listOf, oneOf, optional, readParameters, text, type RawParameters } from './decode-parameters';
import { invalidParameter, wireError, type WireError } from './wire-error';

/** Version told by `public/test` and `public/hello`. */
const VERSION = '1.2.26';

const authenticate: Handler<Call> = (call, raw) => {
  const read = readParameters(raw, {
    grant_type: oneOf('client_credentials', 'client_signature', 'refresh_token'),
    scope: optional(text, null),
  });
  if (!read.ok) return read;
  const account = accountFor(call, read.value.grant_type, raw);
  if (!account.ok) {
    call.services.record('reject', { session: call.session.id, method: 'public/auth', error: account.error.message });
    return account;
  }
  const grant = call.services.authentication.grant(account.value, read.value.scope, call.nowMs);
  if (call.session.transport === 'websocket') {
    call.session.login = grant.login;
    call.session.loginUntilMs = call.nowMs + TOKEN_SECONDS * 1000;
    if (account.value.isCodOnByAccount) call.session.isCodOn = true;
  }
  call.services.record('session', { session: call.session.id, event: 'login', client: account.value.settings.clientId });
  return ok({
    access_token: grant.accessToken,
    refresh_token: grant.refreshToken,
    expires_in: TOKEN_SECONDS,
    token_type: 'bearer',
    scope: grant.scope,
    enabled_features: [],
  });
};

function accountFor(
  call: Call,
  grant: 'client_credentials' | 'client_signature' | 'refresh_token',
  raw: RawParameters,
): Result<Account, WireError> {
  const { authentication } = call.services;
  if (grant === 'refresh_token') {
    const read = readParameters(raw, { refresh_token: text });
    return read.ok ? authentication.byRefreshToken(read.value.refresh_token, call.nowMs) : read;
  }
  if (grant === 'client_credentials') {
    const read = readParameters(raw, { client_id: text, client_secret: text });
    return read.ok ? authentication.byCredentials(read.value.client_id, read.value.client_secret) : read;
  }
  const read = readParameters(raw, {
    client_id: text,
    timestamp: integer,
    signature: text,
    nonce: optional(text, ''),
    data: optional(text, ''),
  });
  if (!read.ok) return read;
  const { client_id: clientId, timestamp: timestampMs, signature, nonce, data } = read.value;
  return authentication.bySignature({ clientId, timestampMs, signature, signedText: `${timestampMs}\n${nonce}\n${data}` }, call.nowMs);
}

const logout: Handler<PrivateCall> = (call) => {
  call.session.isLoggedOut = true;
  call.services.record('session', { session: call.session.id, event: 'logout' });
  call.services.after(() => call.services.close(call.session, 'logged out'));
  return ok('ok');
};

const setHeartbeat: Handler<Call> = (call, raw) => {
  const read = readParameters(raw, { interval: integer });
  if (!read.ok) return read;
  if (read.value.interval < MINIMUM_HEARTBEAT_SECONDS) {
    return fail(invalidParameter('interval', `must be at least ${MINIMUM_HEARTBEAT_SECONDS} seconds, found ${read.value.interval}`));
  }
  call.session.heartbeat = { intervalMs: read.value.interval * 1000, lastBeatAtMs: call.nowMs, testSentAtMs: null };
  return ok('ok');
};

const scopeField = { scope: optional(oneOf('connection', 'account'), 'connection' as const) };

function setCancelOnDisconnect(isOn: boolean): Handler<PrivateCall> {
  return (call, raw) => {
    const read = readParameters(raw, scopeField);
    if (!read.ok) return read;
    if (read.value.scope === 'account') call.login.account.isCodOnByAccount = isOn;
    call.session.isCodOn = isOn;
    call.services.record('session', { session: call.session.id, event: isOn ? 'cod-on' : 'cod-off', scope: read.value.scope });
    return ok('ok');
  };
}

const getCancelOnDisconnect: Handler<PrivateCall> = (call, raw) => {
  const read = readParameters(raw, scopeField);
  if (!read.ok) return read;
  const { scope } = read.value;
  return ok({ scope, enabled: scope === 'account' ? call.login.account.isCodOnByAccount : call.session.isCodOn });
};

const subscribe: Handler<Call> = (call, raw) => {
  const read = readParameters(raw, { channels: listOf(text) });
  if (!read.ok) return read;
  const channels = call.services.publisher.subscribe(call.session, read.value.channels);
  if (channels.length === 0 && read.value.channels.length > 0) {
    return fail(wireError('subscribe_error_unsubscribed', { channels: read.value.channels }));
  }
  call.services.after(() => call.services.publisher.start(call.session, channels));
  return ok(channels.map((channel) => channel.name));
};

const unsubscribe: Handler<Call> = (call, raw) => {
  const read = readParameters(raw, { channels: listOf(text) });
  return read.ok ? ok(call.services.publisher.unsubscribe(call.session, read.value.channels)) : read;
};

const unsubscribeAll: Handler<Call> = (call) => {
  call.services.publisher.unsubscribe(call.session, [...call.session.channels]);
  return ok('ok');
};

/** The methods of a connection. */
export const SESSION_METHODS: MethodTable = {
  'public/auth': publicMethod(authenticate),
  'public/hello': publicMethod(() => ok({ version: VERSION })),
  'public/test': publicMethod(() => ok({ version: VERSION }), 'none'),
  'public/get_time': publicMethod((call) => ok(call.nowMs)),
  'public/set_heartbeat': publicMethod(setHeartbeat, 'general', true),
  'public/disable_heartbeat': publicMethod(
    (call) => {
      call.session.heartbeat = null;
      return ok('ok');
    },
    'general',
    true,
  ),
  'public/subscribe': publicMethod(subscribe, 'subscribe', true),
  'public/unsubscribe': publicMethod(unsubscribe, 'general', true),
  'public/unsubscribe_all': publicMethod(unsubscribeAll, 'general', true),
  'private/subscribe': privateMethod('account:read', subscribe, { credits: 'subscribe', isWebsocketOnly: true }),
  'private/unsubscribe': privateMethod('account:read', unsubscribe, { credits: 'general', isWebsocketOnly: true }),
  'private/unsubscribe_all': privateMethod('account:read', unsubscribeAll, { credits: 'general', isWebsocketOnly: true }),
  'private/logout': privateMethod('account:read', logout, { credits: 'none', isWebsocketOnly: true }),
  'private/enable_cancel_on_disconnect': privateMethod('account:read_write', setCancelOnDisconnect(true), {
    credits: 'general',
    isWebsocketOnly: true,
  }),
  'private/disable_cancel_on_disconnect': privateMethod('account:read_write', setCancelOnDisconnect(false), {
    credits: 'general',
    isWebsocketOnly: true,
  }),
  'private/get_cancel_on_disconnect': privateMethod('account:read', getCancelOnDisconnect),
};
