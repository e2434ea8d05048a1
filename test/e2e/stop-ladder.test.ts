/** The upper rungs in the real window: flatten all and flatten delta are held, end flat at the exchange, and OFFLINE leaves nothing behind. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeskView } from '../../shared/projection/view-state';
import { readTopic, until } from '../support/desk-topics';
import { TradingDesk } from '../support/trading-desk';

let trading: TradingDesk;

beforeAll(async () => {
  trading = await TradingDesk.start();
});

afterAll(async () => {
  await trading.close();
});

interface HeldPosition {
  readonly instrument_name: string;
  readonly size: number;
}

async function held(): Promise<readonly HeldPosition[]> {
  return (await trading.exchange.call('practice/positions')) as readonly HeldPosition[];
}

function untilFlattened(): Promise<DeskView> {
  const isOver = ({ flatten }: DeskView): boolean => flatten !== null && flatten.phase !== 'clearing' && flatten.phase !== 'working';
  return untilView('a flatten that is over', isOver, 30_000);
}

/** What did not happen is told with what the desk says instead. */
async function untilView(what: string, isMeant: (view: DeskView) => boolean, limitMs: number): Promise<DeskView> {
  return trading.untilView(what, isMeant, limitMs).catch(async (error: unknown) => {
    const { flatten, tradingState, tradingStateReason, isArmed } = await trading.view();
    const said = await trading.desk.page.locator('[role=status], [role=alert]').allTextContents();
    throw new Error(`${String(error)} Found ${JSON.stringify({ flatten, tradingState, tradingStateReason, isArmed, said })}.`);
  });
}

async function arm(): Promise<void> {
  if (!(await trading.view()).isArmed) await trading.press('Control+Shift+A');
  await trading.desk.page.locator('[data-armed=true]').first().waitFor();
}

describe('the stop ladder', () => {
  it('flattens a delta only when held, and ends flat at the exchange with its quotes gone (fault 69)', async () => {
    await trading.startQuoting();
    // Enough that the market's own takers do not bring it back to zero before the button is held.
    for (let fill = 0; fill < 4; fill += 1) await trading.fillBest('buy');
    await trading.untilView('a long position', (view) => (view.underlyings['BTC']?.deltaCoin ?? 0) > 0.3);
    await trading.hold('flatten-delta', 300);
    expect((await trading.view()).flatten).toBeNull();
    await trading.hold('flatten-delta');
    const view = await untilFlattened();
    expect(view.flatten).toMatchObject({ kind: 'delta', underlying: 'BTC', phase: 'done' });
    await until('a flat account', async () => ((await held()).every((position) => position.size === 0) ? true : null));
    expect((await trading.quoting()).isTradingOn).toBe(false);
  });

  it('says why it is not armed instead of flattening', async () => {
    if ((await trading.view()).isArmed) await trading.press('Control+Shift+A');
    await trading.untilView('a disarmed desk', (view) => !view.isArmed);
    await trading.hold('flatten-all');
    await trading.desk.page
      .getByText(/Flattening sends orders and needs ARMED/)
      .first()
      .waitFor();
  });

  it('closes every position by keys alone: focus, then a held Enter', async () => {
    await trading.holdPosition('sell');
    await arm();
    await trading.press('Control+Alt+Shift+F');
    // Held until it acts: a busy machine fires a hold of a second late.
    await trading.desk.page.keyboard.down('Enter');
    await untilView('a flatten of everything', ({ flatten }) => flatten?.kind === 'all', 15_000);
    await trading.desk.page.keyboard.up('Enter');
    expect((await untilFlattened()).flatten).toMatchObject({ kind: 'all', phase: 'done' });
    await until('a flat account', async () => ((await held()).every((position) => position.size === 0) ? true : null));
  });

  it('goes offline: pulled, verified, closed, and back only by reconnect', async () => {
    await trading.startQuoting();
    await trading.hold('disconnect');
    await trading.untilNothingRests(5_000);
    const row = await until('a closed connection', async () => {
      const found = (await readTopic(trading.desk.page, 'connections')).rows['deribit'];
      return found?.presence === 'off' && found.privateChannel === 'closed' ? found : null;
    });
    expect(row.marketData).toBe('closed');
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect((await readTopic(trading.desk.page, 'connections')).rows['deribit']?.privateChannel).toBe('closed');
    await trading.desk.page.getByRole('button', { name: 'Reconnect' }).first().click();
    await until('a live connection again', async () => {
      const found = (await readTopic(trading.desk.page, 'connections')).rows['deribit'];
      return found?.privateChannel === 'live' && found.presence === 'on' ? found : null;
    });
    expect((await trading.view()).isArmed).toBe(false);
  });
});
