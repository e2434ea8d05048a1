/** An emergency pull believes no list alone that lacks an order which an earlier one held. */
import { describe, expect, it } from 'vitest';
import { ours, pullByHand } from './pull-by-hand';

const LIST = 'private/get_open_orders';
const WHOLESALE = 'private/cancel_all_by_instrument';

/** A pull that saw an order of ours; the exchange refuses its cancel just then, and its lists lack the order from there on. */
function refusedOnce() {
  const made = pullByHand({ isAccountOurs: false });
  made.enter();
  made.socket().answer(LIST, [ours]);
  made.socket().refuse(WHOLESALE, 13_028);
  made.pass(50);
  made.socket().answer(LIST, []);
  return made;
}

describe('an order that was listed once and then no more', () => {
  it('is canceled by itself, and nothing is confirmed until that is answered (faults 15, 29)', async () => {
    const { made, socket, pass } = refusedOnce();
    expect(socket().sent.at(-1)).toMatchObject({ method: 'private/cancel', params: { order_id: '1' } });
    socket().refuse('private/cancel', 13_028);
    pass(100);
    socket().answer(LIST, []);
    expect(socket().isOver).toBe(false);
    socket().answer('private/cancel', {});
    for (const waitMs of [200, 50]) {
      pass(waitMs);
      socket().answer(LIST, []);
    }
    expect(await made.done).toMatchObject({ isConfirmed: true });
  });

  it('is gone where the venue says that no such order is open (faults 27, 29)', async () => {
    const { made, socket, pass } = refusedOnce();
    socket().refuse('private/cancel', 11_044);
    for (const waitMs of [100, 50]) {
      pass(waitMs);
      socket().answer(LIST, []);
    }
    expect(await made.done).toMatchObject({ isConfirmed: true });
  });

  it('is asked for again over a new connection', () => {
    const { socket, pass, enter, sockets } = refusedOnce();
    socket().fire('close');
    pass(500);
    enter();
    socket().answer(LIST, []);
    expect(sockets).toHaveLength(2);
    expect(socket().sent.at(-1)).toMatchObject({ method: 'private/cancel', params: { order_id: '1' } });
  });
});
