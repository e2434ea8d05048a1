/** Known bugs of market data and of the wire. */
import type { DeskSeam } from './desk-seam';
import { channelOf, methodOf, type WireMessage } from './wire';
import type { Seam } from './world';

type Heard = NonNullable<DeskSeam['heard']>;

/** Every change claims to follow the last one that arrived. */
export function withoutGapCheck(): Seam {
  const last = new Map<string, unknown>();
  return {
    wire: {
      frame: (message) => {
        const channel = channelOf(message);
        if (!channel.startsWith('book.')) return message;
        const data = Object(Reflect.get(Object(message['params']), 'data')) as WireMessage;
        const previous = last.get(channel);
        last.set(channel, data['change_id']);
        if (data['type'] !== 'change' || previous === undefined) return message;
        return { ...message, params: { channel, data: { ...data, prev_change_id: previous } } };
      },
    },
  };
}

/** Levels of the old book that the snapshot does not name stay. */
export function patchesOldBook(): Heard {
  return (body, desk) => {
    if (body.kind !== 'book-snapshot') return [body];
    const old = desk.state.markets.get(body.instrumentId)?.book;
    if (old === undefined) return [body];
    const bids = new Map([...old.levels('buy', 100), ...body.bids]);
    const asks = new Map([...old.levels('sell', 100), ...body.asks]);
    return [{ ...body, bids: [...bids], asks: [...asks] }];
  };
}

/** A lost connection is not noticed; that nothing comes any more is. */
export function deafToLoss(): Seam & { desk: DeskSeam } {
  const isBadNews = (body: Parameters<Heard>[0]): boolean =>
    body.kind === 'book-invalidated' || (body.kind === 'channel-changed' && body.channel === 'market-data' && body.state !== 'live');
  return { desk: { heard: (body) => (isBadNews(body) ? [] : [body]) } };
}

/** Neither age nor a lost connection is noticed. */
export function deafToStaleness(): Seam {
  return {
    desk: {
      ...deafToLoss().desk,
      settings: (settings) => ({ ...settings, staleness: { ...settings.staleness, bookAmberMs: 3_600_000, bookStaleMs: 3_600_000 } }),
    },
  };
}

/** The switch is never armed and said to be. */
export function withoutDeadMan(): Seam {
  const asked = new Set<unknown>();
  return {
    wire: {
      request: (message) => {
        if (methodOf(message) === 'private/get_cancel_on_disconnect') asked.add(message['id']);
        return [methodOf(message) === 'private/enable_cancel_on_disconnect' ? { ...message, method: 'public/test', params: {} } : message];
      },
      frame: (message, role) => {
        if (role !== 'private' && role !== 'cancel') return message;
        if (!asked.delete(message['id']) || !Reflect.has(Object(message['result']), 'enabled')) return message;
        return { ...message, result: { scope: 'connection', enabled: true } };
      },
    },
  };
}
