/** A server on loopback with a certificate of its own making, and a count of what reaches it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A running impostor. */
export interface Impostor {
  readonly url: string;
  /** TLS conversations that were begun. */
  handshakes(): number;
  /** HTTP requests and websocket upgrades that came through. */
  requests(): number;
  /** Connections that spoke plain text. */
  plainTexts(): number;
  stop(): void;
}

/** Starts it; without `openssl` there is no certificate. */
export async function startSelfSigned(): Promise<Impostor | { readonly skipped: string }> {
  const certificate = makeCertificate();
  if (certificate === null) return { skipped: 'openssl is not on this machine' };
  let handshakes = 0;
  let requests = 0;
  let plainTexts = 0;
  const server = createServer(certificate, (_request, response) => {
    requests += 1;
    response.end('{}');
  });
  server.on('upgrade', (_request, socket) => {
    requests += 1;
    socket.destroy();
  });
  server.on('connection', () => (handshakes += 1));
  server.on('tlsClientError', (error: Error & { readonly code?: string }) => {
    if (error.code === 'ERR_SSL_HTTP_REQUEST') plainTexts += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://127.0.0.1:${port}`,
    handshakes: () => handshakes,
    requests: () => requests,
    plainTexts: () => plainTexts,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function makeCertificate(): { readonly key: string; readonly cert: string } | null {
  const folder = mkdtempSync(join(tmpdir(), 'keel-certificate-'));
  try {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const names = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
    const words = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', cert, ...names];
    return spawnSync('openssl', words).status === 0 ? { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') } : null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
