/** Stands between the desk and the practice exchange on loopback; what passes, and how, is its meddler's business. */
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';

/** Both ends of one of the desk's connections. */
export interface ProxiedPair {
  /** The socket on the desk's side. */
  readonly desk: WebSocket;
  /** What `desk` writes to: corked while many messages go, it takes them in one call of the system. */
  readonly road: Duplex;
  readonly venue: WebSocket;
}

/** What happens to the messages of one connection. */
export interface PairMeddler {
  /** A message of the desk; `pass` hands a text on to the venue, now or later, often or never. */
  fromDesk(text: string, pass: (text: string) => void): void;
  fromVenue(text: string, pass: (text: string) => void): void;
  /** Either end is gone. */
  ended(): void;
  /** Whether the other end must not learn of it, as when a cable is cut. */
  hidesEnd?(): boolean;
}

/** What a proxy does. */
export interface Meddler {
  join(pair: ProxiedPair): PairMeddler;
  /** Refuses a connection before the handshake by acting on its raw socket; `true` if it did. */
  refuse?(socket: Duplex): boolean;
  /** How an HTTP request ends instead of being forwarded; `false` to forward it. */
  refuseRequest?(outgoing: ServerResponse): boolean;
}

/** A running proxy. */
export interface WebsocketProxy {
  readonly url: string;
  /** Stops listening and hangs up. */
  stop(): Promise<void>;
  /** Listens again on the same port after `stop`. */
  listenAgain(): Promise<void>;
}

/** Starts it on a free port of loopback. */
export async function startWebsocketProxy(target: string, meddler: Meddler): Promise<WebsocketProxy> {
  const server = createServer((incoming, outgoing) => {
    if (meddler.refuseRequest?.(outgoing) !== true) forward(target, incoming, outgoing);
  });
  const sockets = new WebSocketServer({ noServer: true });
  const open = new Set<Socket>();
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  server.on('upgrade', (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => undefined);
    if (meddler.refuse?.(socket) === true) return;
    sockets.handleUpgrade(incoming, socket, head, (desk) =>
      join({ desk, road: socket }, `${target.replace('http', 'ws')}${incoming.url ?? ''}`, meddler),
    );
  });
  const listen = (port: number): Promise<void> => new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () => {
      for (const socket of open) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
    listenAgain: () => listen(port),
  };
}

function forward(target: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const onward = request(`${target}${incoming.url ?? ''}`, { method: incoming.method, headers: incoming.headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  onward.on('error', () => outgoing.destroy());
  incoming.pipe(onward);
}

function join(near: Pick<ProxiedPair, 'desk' | 'road'>, address: string, meddler: Meddler): void {
  const { desk } = near;
  const venue = new WebSocket(address);
  const pair = meddler.join({ ...near, venue });
  const early: string[] = [];
  const toVenue = (text: string): void => {
    if (venue.readyState === WebSocket.OPEN) venue.send(text);
    else if (venue.readyState === WebSocket.CONNECTING) early.push(text);
  };
  const toDesk = (text: string): void => {
    if (desk.readyState === WebSocket.OPEN) desk.send(text);
  };
  desk.on('message', (data) => pair.fromDesk(String(data), toVenue));
  venue.on('open', () => early.splice(0).forEach((text) => venue.send(text)));
  venue.on('message', (data) => pair.fromVenue(String(data), toDesk));
  let hasEnded = false;
  const end = (): void => {
    if (!hasEnded) pair.ended();
    hasEnded = true;
    if (pair.hidesEnd?.() === true) return;
    desk.close();
    venue.close();
  };
  for (const socket of [desk, venue]) socket.on('close', end).on('error', end);
}
