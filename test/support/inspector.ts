/** Evaluates expressions in a running process through its DevTools protocol: what a measurement needs, and nothing of a test framework. */
import { WebSocket } from 'ws';

/** A process that answers questions. */
export interface Inspector {
  /** Value of an expression, awaited if it is a promise; it must survive JSON. Throws what the expression throws. */
  evaluate(expression: string): Promise<unknown>;
  close(): void;
}

interface Answer {
  readonly id?: number;
  readonly error?: { readonly message: string };
  readonly result?: {
    readonly result?: { readonly value?: unknown };
    readonly exceptionDetails?: { readonly exception?: { readonly description?: string } };
  };
}

/** Connects to the address that a process prints or lists. */
export async function openInspector(address: string): Promise<Inspector> {
  const socket = new WebSocket(address);
  const waiting = new Map<number, (answer: Answer) => void>();
  let lastId = 0;
  socket.on('message', (data) => {
    const answer = JSON.parse(String(data)) as Answer;
    if (answer.id === undefined) return;
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  socket.on('close', () => {
    for (const answer of waiting.values()) answer({ error: { message: 'that its process is gone' } });
    waiting.clear();
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  socket.on('error', () => undefined);
  return {
    evaluate: async (expression) => {
      lastId += 1;
      const id = lastId;
      const params = { expression, awaitPromise: true, returnByValue: true, includeCommandLineAPI: true };
      const answer = await new Promise<Answer>((resolve) => {
        if (socket.readyState !== WebSocket.OPEN) return resolve({ error: { message: 'that its process is gone' } });
        waiting.set(id, resolve);
        socket.send(JSON.stringify({ id, method: 'Runtime.evaluate', params }));
      });
      const problem = answer.error?.message ?? answer.result?.exceptionDetails?.exception?.description;
      if (problem !== undefined) throw new Error(`expected a value of ${expression.slice(0, 80)}, found: ${problem}`);
      return answer.result?.result?.value;
    },
    close: () => socket.close(),
  };
}
