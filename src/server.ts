import type { INestApplication } from '@nestjs/common';
import type { AddressInfo } from 'node:net';
import { BooksRebuild } from './accounting/index.js';
import { layFoundation } from './foundation.js';
import { Generations } from './generations.js';
import { Installation, type InstallationReport, type InstallationTerms } from './install/index.js';
import type { Config } from './kernel/config/config.js';
import { HttpFront } from './kernel/http/http-front.js';
import { refuseMalformed } from './kernel/http/body/malformed-request.js';
import type { Log } from './kernel/logging/log.js';

export interface RunningServer {
  /** The application that answers at the moment. */
  readonly app: INestApplication;
  /** Where it listens, such as `http://127.0.0.1:3000`. */
  readonly address: string;
  /** What a first start made; null on later ones. */
  readonly installed: InstallationReport | null;
  /** Finishes what runs and closes the database. */
  stop(): Promise<void>;
}

/**
 * Opens the database, installs where it is empty, and listens.
 *
 * @param terms of an installation, where one is made
 */
export async function startServer(
  config: Config,
  log: Log,
  terms: InstallationTerms = {},
): Promise<RunningServer> {
  const foundation = await layFoundation(config, log);
  const front = new HttpFront(config, log);
  const generations = new Generations(foundation, front);
  const stop = async () => {
    await front.close();
    await generations.close();
    await foundation.database.close();
  };
  try {
    await generations.start();
    const installation = generations.app.get(Installation);
    const installed = (await installation.isDone())
      ? null
      : await installation.run(config.country, terms);
    await generations.app.get(BooksRebuild, { strict: false }).catchUp();
    await generations.serve();
    refuseMalformed(front.server);
    await front.listen(config.port, config.host);
    const { port } = front.server.address() as AddressInfo;
    return {
      get app() {
        return generations.app as INestApplication;
      },
      address: `http://${config.host}:${port}`,
      installed,
      stop,
    };
  } catch (error) {
    // An open database would keep a process alive that has nothing to serve.
    await stop();
    throw error;
  }
}
