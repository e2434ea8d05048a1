/** Serves the practice exchange on loopback: JSON-RPC over HTTP and websocket, one tick of its clock every few milliseconds. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Exchange, ExchangeInput } from '../../shared/exchange/exchange';
import type { ExchangeOutput } from '../../shared/exchange/exchange-output';
import type { ExchangeLog } from './exchange-log';
import { parseObject, readHttpCall } from './decode-http';

/** The exchange's clock moves this often. */
const TICK_MS = 10;
/** A request body or message larger than this ends its connection. */
const MAXIMUM_BYTES = 1_000_000;
/** A client that leaves this much unread is cut off. */
const MAXIMUM_UNSENT_BYTES = 64_000_000;
const HOST = '127.0.0.1';

/** A running server. */
export interface PracticeServer {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** Starts listening. `now` gives epoch ms with fractions. Rejects with the system's error when the port cannot be had. */
export async function startPracticeServer(options: {
  readonly exchange: Exchange;
  readonly port: number;
  readonly log: ExchangeLog;
  readonly now: () => number;
}): Promise<PracticeServer> {
  const hall = new ConnectionHall(options.exchange, options.log, options.now);
  const server = createServer((request, response) => hall.serveHttp(request, response));
  const sockets = new WebSocketServer({ server, path: '/ws/api/v2', maxPayload: MAXIMUM_BYTES });
  sockets.on('connection', (socket) => hall.serveSocket(socket));
  sockets.on('error', () => undefined);
  await listen(server, options.port);
  const clock = setInterval(() => hall.apply({ kind: 'advance' }), TICK_MS);
  return {
    port: portOf(server),
    close: async () => {
      clearInterval(clock);
      hall.closeAll();
      sockets.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      options.log.close();
    },
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error(`expected a server listening on a port, found ${String(address)}`);
  return address.port;
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
}

/** Connections by session id; carries the exchange's outputs to them. */
class ConnectionHall {
  private readonly sockets = new Map<string, WebSocket>();
  private readonly replies = new Map<string, ServerResponse>();
  private nextSession = 1;

  public constructor(
    private readonly exchange: Exchange,
    private readonly log: ExchangeLog,
    private readonly now: () => number,
  ) {}

  public apply(input: ExchangeInput): void {
    for (const output of this.exchange.apply(Math.floor(this.now()), input)) this.deliver(output);
  }

  public serveSocket(socket: WebSocket): void {
    const sessionId = this.newSession('ws');
    this.sockets.set(sessionId, socket);
    this.apply({ kind: 'connect', sessionId, transport: 'websocket' });
    socket.on('message', (data) => {
      // The library hands text over as a Buffer with its default settings.
      const text = Buffer.isBuffer(data) ? data.toString('utf8') : '';
      this.receive(sessionId, text);
    });
    socket.on('error', () => undefined);
    socket.on('close', () => this.leave(sessionId, 'connection closed by the client'));
  }

  public serveHttp(request: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length > MAXIMUM_BYTES) request.destroy();
    });
    request.on('end', () => this.answerHttp(request, response, Buffer.concat(chunks).toString('utf8')));
  }

  public closeAll(): void {
    for (const socket of this.sockets.values()) socket.terminate();
  }

  private answerHttp(request: IncomingMessage, response: ServerResponse, body: string): void {
    const parts = { verb: request.method ?? 'GET', url: request.url ?? '/', authorization: request.headers.authorization, body };
    const call = readHttpCall(parts);
    if (call === null) {
      const error = { code: -32700, message: 'Parse error', data: { reason: 'expected /api/v2/<method> with a query or a JSON body' } };
      sendJson(response, 400, { jsonrpc: '2.0', id: null, error, testnet: true });
      return;
    }
    const sessionId = this.newSession('http');
    this.replies.set(sessionId, response);
    this.apply({ kind: 'connect', sessionId, transport: 'http' });
    this.apply({ kind: 'request', sessionId, ...call });
    this.apply({ kind: 'disconnect', sessionId, reason: 'answered' });
  }

  private receive(sessionId: string, text: string): void {
    const message = parseObject(text);
    if (message === null || typeof message['method'] !== 'string') {
      const error = { code: -32700, message: 'Parse error' };
      this.sockets.get(sessionId)?.send(JSON.stringify({ jsonrpc: '2.0', id: null, error, testnet: true }));
      return;
    }
    const { id, method, params } = message;
    this.apply({ kind: 'request', sessionId, id, method, parameters: params, authorization: null });
  }

  private deliver(output: ExchangeOutput): void {
    switch (output.kind) {
      case 'log':
        this.log.write(output.entry);
        return;
      case 'reply':
        this.reply(output.sessionId, output.message);
        return;
      case 'notify':
        this.notify(output.sessionIds, output.message);
        return;
      case 'close':
        this.sockets.get(output.sessionId)?.close(1008, output.reason.slice(0, 100));
        this.sockets.delete(output.sessionId);
    }
  }

  private reply(sessionId: string, message: Readonly<Record<string, unknown>>): void {
    const response = this.replies.get(sessionId);
    if (response === undefined) {
      this.sockets.get(sessionId)?.send(JSON.stringify(message));
      return;
    }
    this.replies.delete(sessionId);
    sendJson(response, 'error' in message ? 400 : 200, message);
  }

  private notify(sessionIds: readonly string[], message: Readonly<Record<string, unknown>>): void {
    const text = JSON.stringify(message);
    for (const sessionId of sessionIds) {
      const socket = this.sockets.get(sessionId);
      if (socket === undefined || socket.readyState !== socket.OPEN) continue;
      if (socket.bufferedAmount > MAXIMUM_UNSENT_BYTES) socket.terminate();
      else socket.send(text);
    }
  }

  private leave(sessionId: string, reason: string): void {
    this.sockets.delete(sessionId);
    this.apply({ kind: 'disconnect', sessionId, reason });
  }

  private newSession(prefix: string): string {
    const id = `${prefix}-${this.nextSession}`;
    this.nextSession += 1;
    return id;
  }
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  response.end(text);
}
