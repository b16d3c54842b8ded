import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppModule } from './app.module.js';
import { Installation, type InstallationReport } from './install/index.js';
import type { Config } from './kernel/config/config.js';
import { ApiAdapter } from './kernel/http/api.adapter.js';
import { prepareRequest } from './kernel/http/api-request.js';
import { refuseMalformed } from './kernel/http/malformed-request.js';
import { compileTrust } from './kernel/http/client-address.js';
import type { Log } from './kernel/logging/log.js';
import { OverdueReceipts } from './payments/index.js';

export interface RunningServer {
  readonly app: INestApplication;
  /** Where it listens, such as `http://127.0.0.1:3000`. */
  readonly address: string;
  /** What a first start made; null on later ones. */
  readonly installed: InstallationReport | null;
  /** Finishes what runs and closes the database. */
  stop(): Promise<void>;
}

/** Opens the database, installs where it is empty, and listens. */
export async function startServer(config: Config, log: Log): Promise<RunningServer> {
  const app = await NestFactory.create(AppModule.forRoot(config, log), new ApiAdapter(), {
    bodyParser: false,
    logger: log.untilStarted(),
    abortOnError: false,
  });
  try {
    app.use(prepareRequest(compileTrust(config.trustedProxies)));
    await app.init();
    const installed = (await app.get(Installation).isDone())
      ? null
      : await app.get(Installation).run();
    await app.get(OverdueReceipts).start();
    const server = app.getHttpServer() as Server;
    refuseMalformed(server);
    await app.listen(config.port, config.host);
    app.useLogger(log);
    const { port } = server.address() as AddressInfo;
    return { app, address: `http://${config.host}:${port}`, installed, stop: () => app.close() };
  } catch (error) {
    // An open database would keep a process alive that has nothing to serve.
    await app.close();
    throw error;
  }
}
