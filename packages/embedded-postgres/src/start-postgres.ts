import { createServer } from "node:net";
import { resolve } from "node:path";
import { findBinaries } from "./binaries.ts";
import { connectionUrl, readPassword } from "./connection.ts";
import { publishPort, releaseDataLock, takeDataLock } from "./data-lock.ts";
import { endLeftovers } from "./end-leftovers.ts";
import { ensureDatabase } from "./ensure-database.ts";
import { configureCluster, createCluster, placeData } from "./prepare-data.ts";
import { ServerProcess } from "./server-process.ts";
import { serverUser } from "./server-user.ts";
import { type Settings, tunedSettings } from "./settings.ts";

export type StartPostgresOptions = {
  dataDirectory: string;
  port?: number;
  settings?: Settings;
  log?: (line: string) => void;
};

/** A running server. `url` connects as `owner` to the database `balas`. */
export type EmbeddedPostgres = {
  url: string;
  superuserUrl: string;
  port: number;
  /** Where the data really is. */
  dataDirectory: string;
  readonly pid: number | undefined;
  stop(): Promise<void>;
};

/** Starts the embedded PostgreSQL on its data, made on first use, and keeps it running until it is stopped. */
export async function startPostgres(options: StartPostgresOptions): Promise<EmbeddedPostgres> {
  const asked = resolve(options.dataDirectory);
  const log = options.log ?? (() => {});
  const user = serverUser(asked);
  const binaries = findBinaries(user, log);
  const place = placeData(asked, user, log);
  await takeDataLock(asked);
  try {
    const settings = { ...tunedSettings(), ...options.settings };
    createCluster(place, binaries, user, settings);
    await endLeftovers(place, log);
    configureCluster(place, user, settings);
    const base = { place, binaries, user, logFile: `${asked}.log`, log };
    const { server, port } = await startOnFreePort(base, options.port);
    try {
      const urls = connectionUrls(port, readPassword(place));
      await ensureDatabase(urls.superuserUrl, readPassword(place));
      publishPort(asked, port);
      return running(server, { ...urls, port, dataDirectory: place }, asked);
    } catch (error) {
      await server.stop();
      throw error;
    }
  } catch (error) {
    releaseDataLock(asked);
    throw error;
  }
}

type ServerOptions = Omit<ConstructorParameters<typeof ServerProcess>[0], "port">;

async function startOnFreePort(options: ServerOptions, wanted: number | undefined) {
  for (let attempt = 1; ; attempt++) {
    const port = wanted ?? (await freePort());
    const server = new ServerProcess({ ...options, port });
    try {
      await server.start();
      return { server, port };
    } catch (error) {
      // Between our look and the server's start another program may take the port.
      const isTaken = error instanceof Error && error.message.includes("could not bind");
      if (!isTaken || wanted !== undefined || attempt === 5) throw error;
    }
  }
}

function running(
  server: ServerProcess,
  facts: Omit<EmbeddedPostgres, "pid" | "stop">,
  asked: string,
): EmbeddedPostgres {
  let stopped: Promise<void> | undefined;
  const stop = async () => {
    await server.stop();
    releaseDataLock(asked);
  };
  return {
    ...facts,
    get pid() {
      return server.pid;
    },
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}

function connectionUrls(port: number, password: string) {
  return {
    url: connectionUrl({ port, password, role: "owner", database: "balas" }),
    superuserUrl: connectionUrl({ port, password, role: "postgres", database: "postgres" }),
  };
}

function freePort(): Promise<number> {
  return new Promise((resolvePort, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => {
        if (address !== null && typeof address === "object") resolvePort(address.port);
        else reject(new Error("No free port was found on 127.0.0.1."));
      });
    });
  });
}
