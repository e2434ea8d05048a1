/**
 * Makes the engine of a running desk fail, from outside: through the debugger that only a test's start opens. The desk itself holds no
 * switch for it, and a packaged desk takes no debugger.
 */

/** What can be made to happen in the engine's thread, as source text. */
const engineFaults = {
  'infinite loop (fault 49)': 'setTimeout(() => { for (;;); }, 0)',
  'thrown error (fault 49)': 'setTimeout(() => { throw new Error("injected by a test"); }, 0)',
  'unhandled rejection (fault 49)': 'void Promise.reject(new Error("injected by a test"))',
  'memory eaten up (fault 50)':
    'globalThis.eaten = []; setInterval(() => { for (let i = 0; i < 2; i += 1) globalThis.eaten.push(new Array(131072).fill(i + 0.5)); }, 20)',
} as const;

export type EngineFault = keyof typeof engineFaults;

/** Evaluates source text in the desk's main process. */
export type EvaluateInMain = (expression: string) => Promise<unknown>;

/** Lets the fault happen; resolves with the wall time at which the engine's thread took it, ms. */
export async function injectIntoEngine(evaluate: EvaluateInMain, fault: EngineFault): Promise<number> {
  const found = await evaluate(attack(`${engineFaults[fault]}; Date.now()`));
  if (typeof found !== 'number') throw new Error(`Expected the engine to take "${fault}", found: ${String(found)}.`);
  return found;
}

/** Source text that reaches the engine's thread from main: Node gives debuggers of worker threads to the process that owns them. */
function attack(expression: string): string {
  const message = JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression } });
  return `new Promise((resolve) => {
    const { Session } = process.mainModule.require('inspector');
    const session = new Session();
    session.connect();
    const settle = (value) => { session.disconnect(); resolve(value); };
    session.on('NodeWorker.attachedToWorker', ({ params }) => {
      if (!params.workerInfo.url.includes('engine-worker')) return;
      session.post('NodeWorker.sendMessageToWorker', { sessionId: params.sessionId, message: ${JSON.stringify(message)} });
    });
    session.on('NodeWorker.receivedMessageFromWorker', ({ params }) => {
      const answer = JSON.parse(params.message);
      if (answer.id === 1) settle(answer.result?.exceptionDetails?.text ?? answer.result?.result?.value ?? 'no value');
    });
    setTimeout(() => settle('silence of the engine thread for 3 s'), 3000);
    session.post('NodeWorker.enable', { waitForDebuggerOnStart: false });
  })`;
}
