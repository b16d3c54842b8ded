/** A message with a document in it. */
export interface Mail {
  /** An address, or a name with one in angle brackets. */
  readonly from: string;
  readonly replyTo: string | null;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachment: {
    readonly name: string;
    readonly mediaType: string;
    readonly content: Uint8Array;
  };
}

/** Thrown where nobody received the message. */
export class MailNotSent extends Error {
  /** @param reason why, in the words of the mail server; no secret is in it */
  constructor(readonly reason: string) {
    super(reason);
  }
}

/** What hands over mail; a plugin may replace it. */
export abstract class MailTransport {
  /** False: there is nowhere to hand it over to. */
  abstract readonly isConfigured: boolean;

  /**
   * Hands over a message; once that is done the mail server answers for it.
   *
   * @returns those of its addressees that were refused; not all of them
   * @throws MailNotSent
   */
  abstract send(mail: Mail): Promise<readonly string[]>;
}
