/** A window as the desk's main process reaches it: for tests that crash the page, which the test driver does not survive. */
import { randomUUID } from 'node:crypto';
import type { ElectronApplication } from 'playwright-core';
import type { CommandArgs, CommandName } from '../../shared/contract/commands';
import type { CommandOutcome } from '../../shared/contract/envelope';
import type { TopicName } from '../../shared/contract/topics';
import type { ViewState } from '../../shared/projection/view-state';

/** A page that does not answer hangs. */
const ANSWER_LIMIT_MS = 8_000;

export class WindowThroughMain {
  constructor(private readonly app: ElectronApplication) {}

  /** The topic's value as last published. */
  async topic<Topic extends TopicName>(topic: Topic): Promise<ViewState[Topic]> {
    const value = await this.run(`new Promise((resolve) => {
      const stop = window.keel.subscribe('${topic}', (message) => {
        if (message.kind !== 'snapshot') return;
        setTimeout(() => stop(), 0);
        resolve(message.value);
      });
    })`);
    return value as ViewState[Topic];
  }

  /** A command as the window sends it. */
  async send<Name extends CommandName>(name: Name, args: CommandArgs<Name>): Promise<CommandOutcome> {
    return (await this.run(`window.keel.send('${randomUUID()}', '${name}', ${JSON.stringify(args)})`)) as CommandOutcome;
  }

  /** Runs source text in the page; rejects if the page does not answer. */
  run(expression: string): Promise<unknown> {
    return this.app.evaluate(
      ({ webContents }, given) => {
        const page = webContents.getAllWebContents().find((contents) => contents.getURL().startsWith('app://'));
        if (page === undefined) return Promise.reject(new Error('expected the terminal’s page, found none'));
        const late = new Promise((_resolve, reject) => {
          setTimeout(() => reject(new Error('expected an answer of the page, found silence')), given.limitMs);
        });
        return Promise.race([page.executeJavaScript(given.expression), late]) as Promise<unknown>;
      },
      { expression, limitMs: ANSWER_LIMIT_MS },
    );
  }
}
