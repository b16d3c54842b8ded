import type { LoggerService } from '@nestjs/common';
import { pino, type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from '../config/config.js';

const SECRETS = ['apikey', 'password', 'token', 'newPassword', 'logkey'];

/** Structured lines, on standard output unless told otherwise; never a key or a password in them. */
export class Log implements LoggerService {
  private readonly logger: Logger;

  constructor(level: LogLevel, destination: DestinationStream = pino.destination(1)) {
    const options = {
      level,
      base: undefined,
      redact: SECRETS.flatMap((name) => [name, `*.${name}`]),
      serializers: { error: withoutStatement },
      timestamp: pino.stdTimeFunctions.isoTime,
    };
    this.logger = pino(options, destination);
  }

  info(values: object, message: string): void {
    this.logger.info(values, message);
  }

  debug(values: object | string, message?: unknown): void {
    this.write('debug', values, message);
  }

  error(values: object | string, message?: unknown): void {
    this.write('error', values, message);
  }

  warn(values: object | string, message?: unknown): void {
    this.write('warn', values, message);
  }

  /** What Nest itself has to say goes a level lower. */
  log(message: unknown, source?: unknown): void {
    this.write('debug', String(message), source);
  }

  /** For Nest while it starts: whoever starts it is thrown what goes wrong, and tells it. */
  untilStarted(): LoggerService {
    return {
      log: (message, source) => this.log(message, source),
      warn: (message: object | string, source) => this.warn(message, source),
      error: () => undefined,
    };
  }

  private write(
    level: 'debug' | 'warn' | 'error',
    values: object | string,
    message: unknown,
  ): void {
    const logger = this.logger;
    if (typeof values === 'string') logger[level]({ source: message }, values);
    else if (values instanceof Error)
      logger[level]({ source: message, error: values }, values.message);
    else logger[level](values, String(message));
  }
}

/** An error without what drivers hang on it: a failed statement with the values it was given. */
function withoutStatement(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { type, message, stack, code, errno } = pino.stdSerializers.err(error);
  return { type, message, stack, code: code as unknown, errno: errno as unknown };
}
