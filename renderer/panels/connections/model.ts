/** What the connections panel says of a venue, fact by fact. */
import type { ChannelState } from '../../../shared/domain/venue';
import type { ConnectionRow, JournalCheckView } from '../../../shared/projection/view-state';
import { formatAge, formatFixed } from '../../theme/number-format';

/** Style of a state; the word is always written too. */
export type Tone = 'ok' | 'warn' | 'danger' | 'muted';

const tones: Readonly<Record<ChannelState, Tone>> = {
  live: 'ok',
  connecting: 'warn',
  resynchronising: 'warn',
  stale: 'warn',
  blocked: 'danger',
  closed: 'danger',
};

/** Style of a lane's state. */
function channelTone(state: ChannelState): Tone {
  return tones[state];
}

/** The worst lane decides. */
export function venueTone(row: ConnectionRow): Tone {
  const order: readonly Tone[] = ['danger', 'warn', 'ok'];
  const lanes = [row.marketData, row.privateChannel, row.cancelLane].map(channelTone);
  return order.find((tone) => lanes.includes(tone)) ?? 'muted';
}

/** One labelled fact. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  readonly tone: Tone | 'plain';
  readonly title: string;
}

function age(now: number | null, atMs: number | null): string {
  return formatAge(now === null || atMs === null ? null : now - atMs);
}

/** The cancel-on-disconnect of the venue in words. */
function deadMan(row: ConnectionRow): { readonly text: string; readonly tone: Tone } {
  if (!row.isDeadManArmed) return { text: row.isUnprotectedAccepted ? 'unprotected, accepted' : 'unprotected', tone: 'danger' };
  return { text: row.deadManSeconds === null || row.deadManSeconds === 0 ? 'protected' : `protected, ${row.deadManSeconds} s`, tone: 'ok' };
}

function lanes(row: ConnectionRow, now: number | null): readonly Fact[] {
  const lane = (label: string, state: ChannelState, about: { readonly age: string; readonly title: string }): Fact => ({
    label,
    value: about.age === '' ? state : `${state} · ${about.age}`,
    tone: channelTone(state),
    title: about.title,
  });
  return [
    lane('market data', row.marketData, { age: age(now, row.lastMessageAtMs), title: 'State and age of the last message' }),
    lane('account, orders', row.privateChannel, { age: age(now, row.lastPrivateAtMs), title: 'State and age of the last private message' }),
    lane('cancel lane', row.cancelLane, { age: '', title: 'Cancels never queue behind anything else' }),
  ];
}

/** All facts of a venue in the order in which a trader checks them. */
export function venueFacts(row: ConnectionRow, now: number | null): readonly Fact[] {
  const guard = deadMan(row);
  const plain = (label: string, value: string, title: string): Fact => ({ label, value, tone: 'plain', title });
  const alarm = (label: string, count: number, title: string): Fact => ({
    label,
    value: formatFixed(count, 0),
    tone: count === 0 ? 'plain' : 'warn',
    title,
  });
  return [
    ...lanes(row, now),
    { label: 'if this machine dies', value: guard.text, tone: guard.tone, title: `${row.deadManMechanism}. ${row.deadManCaveat}` },
    {
      label: 'reconciled',
      value: `${row.reconciliation} · ${age(now, row.lastReconciledAtMs)}`,
      tone: row.reconciliation === 'matched' ? 'ok' : 'warn',
      title: 'Orders, fills and positions against the venue',
    },
    plain('round trip', row.roundTripMs === null ? '—' : `${formatFixed(row.roundTripMs, 1)} ms`, 'Request to answer'),
    plain('clock offset', row.clockOffsetMs === null ? '—' : `${formatFixed(row.clockOffsetMs, 1, 'always')} ms`, 'Venue clock minus ours'),
    plain('messages', `${formatFixed(row.messagesPerSecond, 0)} /s`, 'Messages received per second'),
    alarm('book gaps', row.gapCount, 'Gaps found in the book stream; each was resynchronised'),
    alarm('reconnects', row.reconnectCount, 'Connections lost and made again'),
  ];
}

/** A check of the journal as one fact. */
export function journalCheckFact(check: JournalCheckView | null): Pick<Fact, 'value' | 'tone'> {
  if (check === null) return { value: 'not yet', tone: 'muted' };
  const records = formatFixed(check.records, 0);
  switch (check.state) {
    case 'checking':
      return { value: `${formatFixed((100 * check.records) / Math.max(1, check.ofRecords), 0)} % · ${records}`, tone: 'plain' };
    case 'whole':
      return { value: `whole · ${records}`, tone: 'ok' };
    case 'damaged':
      return { value: `damaged after ${records}`, tone: 'danger' };
    case 'stopped':
      return { value: `stopped after ${records}`, tone: 'warn' };
  }
}
