/** Presses keys as a keyboard would, for every program of the display: the few messages of X11 and of its test extension that this takes. */
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';

/** What the server calls each key. */
const KEY_SYMBOLS = { Super: 0xffeb, Shift: 0xffe1, Control: 0xffe3, F9: 0xffc6 } as const;

export type SystemKey = keyof typeof KEY_SYMBOLS;

const PRESS = 2;
const RELEASE = 3;
const ANSWER_LIMIT_MS = 5_000;

/** Presses all in order, then lets them go in the reverse one. */
export async function pressSystemKeys(keys: readonly SystemKey[]): Promise<void> {
  const display = await openDisplay();
  try {
    const extension = await display.ask(queryExtension('XTEST'));
    if (extension[8] !== 1) throw new Error('Expected a display with the XTEST extension, found one without.');
    const opcode = extension[9] ?? 0;
    const codes = await findCodes(display, keys);
    for (const code of codes) display.send(fakeKey(opcode, PRESS, code));
    for (const code of [...codes].reverse()) display.send(fakeKey(opcode, RELEASE, code));
    // Answered only after all of the above was carried out.
    await display.ask(queryExtension('XTEST'));
  } finally {
    display.close();
  }
}

/** A connection to the display; every answer is a multiple of 4 bytes, 32 at least. */
class Display {
  private heard = Buffer.alloc(0);
  private wake: () => void = () => undefined;

  constructor(
    private readonly socket: Socket,
    readonly limits: { readonly firstCode: number; readonly lastCode: number } = { firstCode: 8, lastCode: 255 },
  ) {
    socket.on('data', (chunk: Buffer) => {
      this.heard = Buffer.concat([this.heard, chunk]);
      this.wake();
    });
  }

  send(request: Buffer): void {
    this.socket.write(request);
  }

  /** Sends and takes the next answer, leaving events out. */
  async ask(request: Buffer): Promise<Buffer> {
    this.send(request);
    for (;;) {
      const head = await this.take(32);
      if (head[0] === 0) throw new Error(`Expected the display to take the request, found error ${head[1] ?? 0}.`);
      if (head[0] !== 1) continue;
      return Buffer.concat([head, await this.take(head.readUInt32LE(4) * 4)]);
    }
  }

  async take(length: number): Promise<Buffer> {
    const endsAt = Date.now() + ANSWER_LIMIT_MS;
    while (this.heard.length < length) {
      if (Date.now() > endsAt) throw new Error('Expected an answer of the display within 5 s, found silence.');
      await new Promise<void>((resolve) => {
        this.wake = resolve;
        setTimeout(resolve, 100);
      });
    }
    const taken = this.heard.subarray(0, length);
    this.heard = this.heard.subarray(length);
    return taken;
  }

  close(): void {
    this.socket.destroy();
  }
}

async function openDisplay(): Promise<Display> {
  const number = /^:(\d+)/.exec(process.env['DISPLAY'] ?? '')?.[1];
  if (number === undefined) throw new Error(`Expected DISPLAY to name a display of this machine, found "${process.env['DISPLAY'] ?? ''}".`);
  const socket = connect(`/tmp/.X11-unix/X${number}`);
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  const display = new Display(socket);
  display.send(setUp(readCookie()));
  const head = await display.take(8);
  await display.take(head.readUInt16LE(6) * 4);
  if (head[0] !== 1) throw new Error('Expected the display to let us in, found that it refuses.');
  return display;
}

/** The key that `electron/launch/display.mjs` made; its record ends with it. */
function readCookie(): Buffer {
  const path = process.env['XAUTHORITY'];
  return path === undefined ? Buffer.alloc(0) : readFileSync(path).subarray(-16);
}

function setUp(cookie: Buffer): Buffer {
  const name = Buffer.from(cookie.length > 0 ? 'MIT-MAGIC-COOKIE-1' : '');
  const head = Buffer.alloc(12);
  head.write('l', 0);
  head.writeUInt16LE(11, 2);
  head.writeUInt16LE(name.length, 6);
  head.writeUInt16LE(cookie.length, 8);
  return Buffer.concat([head, padded(name), padded(cookie)]);
}

function queryExtension(name: string): Buffer {
  const text = padded(Buffer.from(name));
  const head = Buffer.alloc(8);
  head[0] = 98;
  head.writeUInt16LE(2 + text.length / 4, 2);
  head.writeUInt16LE(name.length, 4);
  return Buffer.concat([head, text]);
}

async function findCodes(display: Display, keys: readonly SystemKey[]): Promise<readonly number[]> {
  const { firstCode, lastCode } = display.limits;
  const request = Buffer.alloc(8);
  request[0] = 101;
  request.writeUInt16LE(2, 2);
  request[4] = firstCode;
  request[5] = lastCode - firstCode + 1;
  const answer = await display.ask(request);
  const perCode = answer[1] ?? 1;
  return keys.map((key) => {
    for (let at = 0; at < lastCode - firstCode + 1; at += 1) {
      for (let column = 0; column < perCode; column += 1) {
        const offset = 32 + (at * perCode + column) * 4;
        if (offset + 4 <= answer.length && answer.readUInt32LE(offset) === KEY_SYMBOLS[key]) return firstCode + at;
      }
    }
    throw new Error(`Expected the keyboard of the display to have the key ${key}, found none.`);
  });
}

function fakeKey(opcode: number, type: number, code: number): Buffer {
  const request = Buffer.alloc(36);
  request[0] = opcode;
  request[1] = 2;
  request.writeUInt16LE(9, 2);
  request[4] = type;
  request[5] = code;
  return request;
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}
