/** What Deribit offers against orders that outlive this machine: cancel-on-disconnect with a heartbeat. */
import type { DeadManCapability } from '../../../shared/domain/dead-man';
import { HEARTBEAT_SECONDS } from './lane';

/** The venue asks after one interval of silence and hangs up, canceling everything of the connection, after a second one. */
export const DEAD_MAN: DeadManCapability = {
  mechanism: 'cancel-on-disconnect with heartbeat',
  scope: 'connection',
  shortestSeconds: HEARTBEAT_SECONDS,
  firesAfterSeconds: 2 * HEARTBEAT_SECONDS,
  refreshSeconds: null,
  caveat: 'A logout does not fire it, and orders of other connections or sent over HTTP are not covered.',
};
