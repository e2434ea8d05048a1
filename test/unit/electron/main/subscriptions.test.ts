/** A window's wishes outlive the moments in which no engine can hear them. */
import { describe, expect, it } from 'vitest';
import { Subscriptions } from '../../../../electron/main/subscriptions';

describe('subscriptions', () => {
  it('made before the engine runs are told to it when it does', () => {
    const subscriptions = new Subscriptions();
    subscriptions.apply({ type: 'subscribe', windowId: 1, topic: 'desk' });
    subscriptions.apply({ type: 'subscribe', windowId: 1, topic: 'ladder' });
    subscriptions.apply({ type: 'unsubscribe', windowId: 1, topic: 'ladder' });
    subscriptions.apply({ type: 'resnapshot', windowId: 1, topic: 'fills' });
    expect(subscriptions.requests()).toEqual([{ type: 'subscribe', windowId: 1, topic: 'desk' }]);
  });

  it('decide who gets what is meant for all', () => {
    const subscriptions = new Subscriptions();
    subscriptions.apply({ type: 'subscribe', windowId: 1, topic: 'desk' });
    expect(subscriptions.isSubscribed(1, 'desk')).toBe(true);
    expect(subscriptions.isSubscribed(1, 'ladder')).toBe(false);
    expect(subscriptions.isSubscribed(2, 'desk')).toBe(false);
  });

  it('end with the window', () => {
    const subscriptions = new Subscriptions();
    subscriptions.apply({ type: 'subscribe', windowId: 1, topic: 'desk' });
    expect(subscriptions.forget(1)).toEqual([{ type: 'unsubscribe', windowId: 1, topic: 'desk' }]);
    expect(subscriptions.requests()).toEqual([]);
    expect(subscriptions.forget(1)).toEqual([]);
  });
});
