import type { AddressInfo } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly mail: ParsedMail;
}

/** A mail server of its own that keeps what it is sent. */
export interface Mailbox {
  readonly url: string;
  readonly received: Received[];
  /** What it refuses from now on; of addressees, those that it names. */
  refuse(reply: { readonly addressees?: readonly string[]; readonly data?: string }): void;
  /** Answers nothing more from the contents of a message on. */
  hang(): void;
  stop(): Promise<void>;
}

export async function startMailbox(options: SMTPServerOptions = {}): Promise<Mailbox> {
  const received: Received[] = [];
  let refused: { addressees?: readonly string[]; data?: string } = {};
  let hangs = false;
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    ...options,
    onRcptTo({ address }, _session, done) {
      const isRefused = refused.addressees?.includes(address);
      done(isRefused ? replyWith(550, 'No such user here') : null);
    },
    onData(stream, session, done) {
      void simpleParser(stream).then((mail) => {
        if (hangs) return;
        if (refused.data !== undefined) {
          done(replyWith(554, refused.data));
          return;
        }
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom ? mailFrom.address : '';
        received.push({ from, to: rcptTo.map(({ address }) => address), mail });
        done();
      });
    },
  });
  // A client that goes away in the middle is part of some tests.
  server.on('error', () => undefined);
  const listening = server.listen(0, '127.0.0.1');
  await new Promise((resolve) => listening.once('listening', resolve));
  const { port } = listening.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    refuse(reply) {
      refused = reply;
    },
    hang() {
      hangs = true;
    },
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

function replyWith(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
