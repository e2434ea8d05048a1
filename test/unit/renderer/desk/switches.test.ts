/** A switch pressed twice before the screen shows the first press: on and off again, never on twice. */
import { describe, expect, it } from 'vitest';
import type { DeskBridge } from '../../../../shared/contract/bridge';
import type { CommandOutcome } from '../../../../shared/contract/envelope';
import { createCommandSender } from '../../../../renderer/desk/commands';
import { createSwitches } from '../../../../renderer/desk/switches';

const accepted: CommandOutcome = { status: 'accepted', sequence: 1 };

/** A window that shows trading as off: nothing that is asked for in a test is drawn within it. */
function setUp() {
  const sent: unknown[] = [];
  const answers: ((outcome: CommandOutcome) => void)[] = [];
  const bridge = {
    send: (_id: string, _name: string, { isOn }: { readonly isOn: boolean }) => {
      sent.push(isOn);
      return new Promise<CommandOutcome>((resolve) => answers.push(resolve));
    },
  } as unknown as DeskBridge;
  const sender = createCommandSender(
    () => 'id',
    () => bridge,
  );
  let atMs = 0;
  const press = createSwitches(() => atMs);
  return {
    sent,
    press: (isShownOn = false) => void press('trading', isShownOn, (isOn) => sender.send('set-trading', { instrumentId: 'a', isOn }, 'a')),
    answer: async (outcome: CommandOutcome = accepted) => {
      answers.shift()?.(outcome);
      await new Promise((resolve) => setImmediate(resolve));
    },
    pass: (ms: number) => (atMs += ms),
  };
}

describe('a switch pressed twice', () => {
  it('goes off again with the second press, whether the first one was answered or not', async () => {
    const unanswered = setUp();
    unanswered.press();
    unanswered.press();
    expect(unanswered.sent).toEqual([true, false]);
    const answered = setUp();
    answered.press();
    await answered.answer();
    answered.pass(90);
    answered.press();
    expect(answered.sent).toEqual([true, false]);
  });

  it('means what the screen shows once that has had time to show it', async () => {
    const desk = setUp();
    desk.press();
    await desk.answer();
    desk.pass(1_000);
    // Something turned it off again meanwhile.
    desk.press();
    expect(desk.sent).toEqual([true, true]);
  });

  it('may be tried again at once where the engine denied it', async () => {
    const desk = setUp();
    desk.press();
    await desk.answer({ status: 'denied', reason: 'stale' });
    desk.press();
    expect(desk.sent).toEqual([true, true]);
  });

  it('turned off twice while it is still shown on stays off', async () => {
    const desk = setUp();
    desk.press(true);
    await desk.answer();
    desk.press(true);
    expect(desk.sent).toEqual([false, false]);
  });

  it('goes on with a third press', async () => {
    const desk = setUp();
    for (let count = 0; count < 3; count += 1) {
      desk.press();
      await desk.answer();
    }
    expect(desk.sent).toEqual([true, false, true]);
  });
});
