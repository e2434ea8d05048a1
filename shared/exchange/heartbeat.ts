/** Heartbeats: a beat each interval, a test request to a silent client, the end of a client that does not answer. */
import { INACTIVITY_MS, type MutableSession } from './session';

/** Shortest interval a client may ask for, seconds (Deribit). */
export const MINIMUM_HEARTBEAT_SECONDS = 10;

/** What a connection's clocks call for at an instant. */
export type HeartbeatAction = 'none' | 'heartbeat' | 'test_request' | 'close';

/** Looks at one connection's clocks, moves them, and says what to do. */
export function checkHeartbeat(session: MutableSession, nowMs: number): HeartbeatAction {
  if (session.transport === 'http') return 'none';
  if (nowMs - session.lastHeardAtMs >= INACTIVITY_MS) return 'close';
  const beat = session.heartbeat;
  if (beat === null) return 'none';
  if (beat.testSentAtMs !== null && nowMs - beat.testSentAtMs >= beat.intervalMs) return 'close';
  if (nowMs - beat.lastBeatAtMs < beat.intervalMs) return 'none';
  beat.lastBeatAtMs = nowMs;
  if (beat.testSentAtMs === null && nowMs - session.lastHeardAtMs >= beat.intervalMs) {
    beat.testSentAtMs = nowMs;
    return 'test_request';
  }
  return 'heartbeat';
}

/** Any message of the client shows life. */
export function noteHeard(session: MutableSession, nowMs: number): void {
  session.lastHeardAtMs = nowMs;
  if (session.heartbeat !== null) session.heartbeat.testSentAtMs = null;
}
