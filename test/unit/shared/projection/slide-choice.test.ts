/** A slide says whose numbers it shows while those of another choice are still being computed. */
import { describe, expect, it } from 'vitest';
import type { SlideBody } from '../../../../shared/projection/risk-results';
import { noResult } from '../../../../shared/projection/risk-results';
import { projectRiskSlide } from '../../../../shared/projection/project-risk';
import type { RiskSlideView, SlideRequest } from '../../../../shared/projection/risk-slide-view';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, positionOf, testSettings } from '../../../support/engine-parts';

const slide = { underlying: 'BTC', spotMoves: [-0.1, 0, 0.1], volatilityMoves: [0], dayOffsets: [0], mode: 'sticky-strike' as const };

/** The slice of a desk that looks at `asked` while the last result is of `shown`. */
function slice(asked: typeof slide | (Omit<typeof slide, 'mode'> & { readonly mode: 'sticky-delta' }), shown: SlideRequest): RiskSlideView {
  const desk = new TestDesk().start(testSettings(), { positions: [positionOf(BTC, 6_000)] });
  desk.command('set-risk-view', { slide: asked, tail: null });
  const result = { ...noResult, body: { shown } as SlideBody, asOfMs: desk.state.session.nowMs };
  const risk = { greeks: noResult, slide: result, capital: noResult, surface: noResult };
  return projectRiskSlide(desk.state, { journalEntries: 0, journalState: 'whole', engineP99Micros: null, screenP95Ms: null, risk });
}

describe('the slide of a choice that was just changed', () => {
  it('is live where the numbers are of what is chosen', () =>
    expect(slice(slide, slide).status).toMatchObject({ state: 'live', reason: '' }));

  it('names the underlying that its numbers are of', () =>
    expect(slice({ ...slide, underlying: 'ETH' }, slide).status).toMatchObject({
      state: 'stale',
      reason: expect.stringMatching(/are of BTC/) as string,
    }));

  it('names the mode that its numbers are of', () =>
    expect(slice({ ...slide, mode: 'sticky-delta' }, slide).status).toMatchObject({
      state: 'stale',
      reason: expect.stringMatching(/sticky strike/) as string,
    }));
});
