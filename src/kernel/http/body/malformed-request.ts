import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { COMMON_HEADERS } from '../answer.js';

interface Malformed {
  readonly status: string;
  readonly code: string;
  readonly text: string;
}

interface ParserError extends NodeJS.ErrnoException {
  readonly rawPacket?: Buffer;
}

const TEXT = 'The request is malformed';
const STATUS: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};
/** A request line that is well formed but for a method that Node has never heard of. */
const REQUEST_LINE = /^[A-Za-z-]+ \/\S* HTTP\/1\.[01]\r\n/;

/** Answers what Node can not even parse in the envelope of all other errors. */
export function refuseMalformed(server: Server): void {
  server.on('clientError', (error: ParserError, socket: Socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const { status, code, text } = malformed(error);
    const body = JSON.stringify({ status: 'error', error: text, message: text, code });
    const headers = Object.entries({
      ...COMMON_HEADERS,
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
      Connection: 'close',
    }).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.end(`HTTP/1.1 ${status}\r\n${headers.join('')}\r\n${body}`);
  });
}

function malformed({ code = '', rawPacket }: ParserError): Malformed {
  const unknownMethod =
    code === 'HPE_INVALID_METHOD' && REQUEST_LINE.test(rawPacket?.toString('latin1') ?? '');
  if (unknownMethod) {
    const text = 'method-not-allowed';
    return { status: '405 Method Not Allowed', code: text, text };
  }
  return { status: STATUS[code] ?? '400 Bad Request', code: 'bad-request', text: TEXT };
}
