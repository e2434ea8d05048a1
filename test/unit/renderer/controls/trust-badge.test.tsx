/** Every number that carries a badge says in the same words how far it is believed and where its worst input comes from. */
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { TrustBadge } from '../../../../renderer/controls/trust-badge';
import { describeTrust } from '../../../../renderer/controls/trust-words';
import type { Trust } from '../../../../shared/projection/view-state';

const source = 'deribit practice: order book of BTC-PERPETUAL';
const stale: Trust = { state: 'stale', inputAtMs: 0, isReconciled: true, source, reason: 'book gap: 12 after 10' };
const live: Trust = { ...stale, state: 'live', reason: '' };

describe('a trust badge', () => {
  it('names the source in its tooltip and its accessible description, the same in both', () => {
    for (const trust of [stale, live]) {
      const html = renderToStaticMarkup(<TrustBadge trust={trust} withReconciliation />);
      expect(html).toContain(`title="${describeTrust(trust)}"`);
      expect(html).toContain(`aria-description="${describeTrust(trust)}"`);
      expect(html).toContain(`data-source="${source}"`);
    }
  });

  it('shows the source beside the number only where something is wrong', () => {
    const text = (trust: Trust): string => renderToStaticMarkup(<TrustBadge trust={trust} withReconciliation />).replace(/<[^>]*>/g, '');
    expect(text(live)).not.toContain(source);
    expect(text(stale)).toContain(source);
    expect(text({ ...live, isReconciled: false })).toContain(source);
  });

  it('says state, reconciliation, source and reason as sentences', () => {
    expect(describeTrust(stale)).toBe(`stale, reconciled with the venue. Worst input: ${source}. book gap: 12 after 10.`);
    expect(describeTrust({ ...live, isReconciled: false, source: '' })).toBe('live, not reconciled with the venue.');
  });
});
