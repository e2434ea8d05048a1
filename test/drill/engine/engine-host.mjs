/** Runs the desk's engine thread in a plain process and carries its messages over the process's own channel: the engine without a window. */
import { Worker } from 'node:worker_threads';

const [workerPath = '', preload = ''] = process.argv.slice(2);

const worker = new Worker(workerPath, { execArgv: preload === '' ? [] : ['--require', preload] });
process.on('message', (message) => worker.postMessage(message));
worker.on('message', (message) => process.send?.(message));
worker.on('error', (error) => process.send?.({ type: 'fatal', message: `the engine thread failed: ${error.stack ?? error.message}` }));
worker.on('exit', (code) => process.exit(code));
// Whoever started this is gone: nobody would ever end it.
process.on('disconnect', () => process.exit(0));
