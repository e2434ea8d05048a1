/** Fuzz targets: what a window may send to main, and what the engine does with the commands that main let through. */
import { checkCommand, checkTopic } from '../../../electron/main/ipc/command-check';
import { checkSender } from '../../../electron/main/ipc/sender-check';
import { commands, type CommandName } from '../../../shared/contract/commands';
import type { SeededRandom } from '../../../shared/domain/random';
import { TestDesk } from '../../support/engine-builder';
import { PromiseBroken, type FuzzTarget } from '../fuzz-target';
import { runMachine } from '../fuzz-machine';
import { mutateValue, poison } from '../mutate';
import { sampleOf } from '../schema-sample';
import { SeededRandom as Random } from '../../../shared/domain/random';

interface Sent {
  readonly id: unknown;
  readonly name: unknown;
  readonly args: unknown;
}

const names = Object.keys(commands) as CommandName[];
const ID = '0d9c7b1e-3a1f-4c56-9c0a-3f7f5f0b6a11';

function show(value: unknown): string {
  return (
    JSON.stringify(value, (_key, each: unknown) => (typeof each === 'bigint' || Number.isNaN(each) ? String(each) : each)) ?? 'nothing'
  );
}

function sampleCall(chance: SeededRandom): Sent & { readonly name: CommandName } {
  const name = names[chance.index(names.length)] ?? 'arm';
  return { id: ID, name, args: sampleOf(commands[name].args, chance) };
}

/** A target whose samples are all refused would try nothing. */
function assertSamplesPass(): void {
  const chance = new Random(1);
  for (const name of names) {
    const isTaken = Array.from({ length: 60 }, () => checkCommand(ID, name, sampleOf(commands[name].args, chance))).some(({ ok }) => ok);
    if (!isTaken) throw new Error(`expected samples of the arguments of ${name} that its own schema takes, found none`);
  }
}

/** Ids, names, arguments, topics and senders as they cross from a window. */
export const windowMessages: FuzzTarget = {
  name: 'window-messages',
  fault: 72,
  run: (run) => {
    assertSamplesPass();
    const windows = new Set([1]);
    return runMachine(
      {
        sessionLength: 50,
        open: () => null,
        make: (chance): unknown => {
          const call = sampleCall(chance);
          return mutateValue({ ...call, topic: 'desk', url: 'app://terminal/index.html' }, chance, 'clone');
        },
        feed: (_subject, message) => {
          const given = Object(message) as Readonly<Record<string, unknown>>;
          const checked = checkCommand(given['id'], given['name'], given['args']);
          const topic = checkTopic(given['topic']);
          if (topic.ok && topic.value !== given['topic']) throw new PromiseBroken(`another topic came out: ${topic.value}`);
          // The rest of the source is Electron's own; only the address is a page's choice.
          const url = typeof given['url'] === 'string' ? given['url'] : '';
          const sender = checkSender({ senderFrame: { url, parent: null }, sender: { id: 1 } }, windows);
          if ('windowId' in sender && !url.startsWith('app://terminal/')) throw new PromiseBroken(`${url} may speak`);
          return checked.ok ? checked.value.args : checked.error.length;
        },
        show,
      },
      run,
    );
  },
};

/** Commands that main lets through, on a desk that trades. */
export const commandHandlers: FuzzTarget = {
  name: 'command-handlers',
  fault: 64,
  run: (run) => {
    assertSamplesPass();
    return runMachine(
      {
        sessionLength: 60,
        open: () => new TestDesk().startTrading(),
        make: (chance): Sent => {
          const call = sampleCall(chance);
          const args = chance.next() < 0.4 ? mutateValue(call.args, chance, 'clone') : call.args;
          return { ...call, args: chance.next() < 0.01 ? poison(chance, 'clone') : args };
        },
        feed: (desk, { id, name, args }) => {
          const checked = checkCommand(id, name, args);
          if (!checked.ok) return undefined;
          desk.wait(20);
          const sentBefore = desk.sent().length;
          // The check guarantees that name and arguments belong together.
          const outcome = desk.command(checked.value.name, checked.value.args as never);
          desk.acceptAll();
          return [outcome, desk.sent().slice(sentBefore)];
        },
        end: (desk) => desk.state,
        show,
      },
      run,
    );
  },
};
