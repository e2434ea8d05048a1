/**
 * Makes the engine of a running desk fail, from outside: through the debugger that only a test's start opens. The desk itself holds no
 * switch for it, and a packaged desk takes no debugger.
 */
import type { Session as InspectorSession } from 'node:inspector';
import type { ElectronApplication } from 'playwright-core';

/** What can be made to happen in the engine's thread, as source text. */
const engineFaults = {
  'infinite loop (fault 49)': 'setTimeout(() => { for (;;); }, 0)',
  'thrown error (fault 49)': 'setTimeout(() => { throw new Error("injected by a test"); }, 0)',
  'unhandled rejection (fault 49)': 'void Promise.reject(new Error("injected by a test"))',
  'memory eaten up (fault 50)':
    'globalThis.eaten = []; setInterval(() => { for (let i = 0; i < 2; i += 1) globalThis.eaten.push(new Array(131072).fill(i + 0.5)); }, 20)',
} as const;

export type EngineFault = keyof typeof engineFaults;

/** Runs source text in the engine's thread; resolves once the thread has taken it. */
export async function injectIntoEngine(app: ElectronApplication, fault: EngineFault): Promise<void> {
  const problem = await app.evaluate(async (_electron, expression) => {
    const main = process.mainModule;
    if (main === undefined) return 'expected a main module, found none';
    const { Session } = main.require('inspector') as { readonly Session: new () => InspectorSession };
    const session = new Session();
    session.connect();
    // The types know nothing of workers.
    const channel = session as unknown as {
      on(
        event: string,
        listener: (message: { params: { sessionId: string; message: string; workerInfo: { title: string; url: string } } }) => void,
      ): void;
      post(method: string, params: object): void;
    };
    const taken = new Promise<string>((resolve) => {
      channel.on('NodeWorker.attachedToWorker', ({ params }) => {
        if (!params.workerInfo.url.includes('engine-worker')) return;
        const message = JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression } });
        channel.post('NodeWorker.sendMessageToWorker', { sessionId: params.sessionId, message });
      });
      channel.on('NodeWorker.receivedMessageFromWorker', ({ params }) => {
        if (params.message.includes('"id":1')) resolve(params.message.includes('exceptionDetails') ? params.message : '');
      });
      setTimeout(() => resolve('expected the engine thread to answer its debugger within 3 s, found silence'), 3_000);
    });
    channel.post('NodeWorker.enable', { waitForDebuggerOnStart: false });
    const found = await taken;
    session.disconnect();
    return found;
  }, engineFaults[fault]);
  if (problem !== '') throw new Error(problem);
}
