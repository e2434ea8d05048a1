/** A certificate that nobody vouches for, made on the spot: what a stranger between us and a venue could show. */
import { generateKeyPairSync, sign } from 'node:crypto';

/** DER: a tag, a length, a content. */
function element(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const SEQUENCE = 0x30;
const SET = 0x31;
const UTC_TIME = 0x17;
const UTF8_TEXT = 0x0c;
const INTEGER = 0x02;
const BITS = 0x03;
const IDENTIFIER = 0x06;

/** ecdsa-with-SHA256, commonName. */
const SIGNED_BY = element(SEQUENCE, element(IDENTIFIER, Buffer.from('2a8648ce3d040302', 'hex')));
const COMMON_NAME = element(IDENTIFIER, Buffer.from('550403', 'hex'));

/** Key and certificate in PEM; `until` in the form YYMMDDhhmmssZ. */
export function selfSigned(host: string, until = '491231235959Z'): { readonly key: string; readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = element(SEQUENCE, element(SET, element(SEQUENCE, COMMON_NAME, element(UTF8_TEXT, Buffer.from(host)))));
  const validity = element(SEQUENCE, element(UTC_TIME, Buffer.from('200101000000Z')), element(UTC_TIME, Buffer.from(until)));
  const version = element(0xa0, element(INTEGER, Buffer.from([2])));
  const serial = element(INTEGER, Buffer.from([1]));
  const subjectKey = publicKey.export({ type: 'spki', format: 'der' });
  const body = element(SEQUENCE, version, serial, SIGNED_BY, name, validity, name, subjectKey);
  const signature = element(BITS, Buffer.from([0]), sign('sha256', body, privateKey));
  const certificate = element(SEQUENCE, body, SIGNED_BY, signature).toString('base64');
  const lines = certificate.match(/.{1,64}/g)?.join('\n') ?? '';
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
}
