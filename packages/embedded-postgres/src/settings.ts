import { totalmem } from "node:os";

/** Settings of the server by their PostgreSQL names. */
export type Settings = Record<string, string | number>;

const megabyte = 1024 * 1024;

/** Returns settings fitted to a machine of this much memory, with durability on. */
export function tunedSettings(memory: number = usableMemory()): Settings {
  const megabytes = memory / megabyte;
  return {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    password_encryption: "scram-sha-256",
    max_connections: 200,
    // Node shares the machine, so PostgreSQL takes a quarter of the memory and counts on half of it as file cache.
    shared_buffers: `${clamp(megabytes / 4, 128, 4096)}MB`,
    effective_cache_size: `${clamp(megabytes / 2, 256, 65536)}MB`,
    work_mem: `${clamp(megabytes / 512, 4, 32)}MB`,
    maintenance_work_mem: `${clamp(megabytes / 16, 64, 1024)}MB`,
    fsync: "on",
    synchronous_commit: "on",
    full_page_writes: "on",
    wal_level: "replica",
    max_wal_senders: 4,
    wal_buffers: "16MB",
    min_wal_size: "256MB",
    max_wal_size: "2GB",
    checkpoint_timeout: "15min",
    checkpoint_completion_target: 0.9,
    random_page_cost: 1.1,
    // Short statements lose more time to compiling than they win.
    jit: "off",
    // Queue-like tables grow dead rows fast.
    autovacuum_naptime: "20s",
    autovacuum_vacuum_scale_factor: 0.05,
    autovacuum_analyze_scale_factor: 0.02,
    autovacuum_vacuum_cost_limit: 1000,
    timezone: "UTC",
    log_timezone: "UTC",
    // People's messages and numbers are in statements and details: neither may reach the log.
    log_error_verbosity: "terse",
    log_min_error_statement: "panic",
    log_checkpoints: "off",
    log_autovacuum_min_duration: -1,
  };
}

/** Returns the text of postgresql.conf; the operator's own file is read last and so wins. */
export function configurationFile(settings: Settings): string {
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${String(value).replaceAll("'", "''")}'`);
  return [
    "# Written by Balas at each start. Your own settings belong in custom.conf beside this file.",
    ...lines,
    "include = 'custom.conf'",
    "",
  ].join("\n");
}

/** Only programs of this machine that know the password may connect. */
export const accessFile = [
  "# Written by Balas at each start.",
  "host all all 127.0.0.1/32 scram-sha-256",
  "host replication all 127.0.0.1/32 scram-sha-256",
  "",
].join("\n");

function usableMemory(): number {
  // In a container the limit counts, not the machine.
  const limit = process.constrainedMemory?.() ?? 0;
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

function clamp(value: number, least: number, most: number): number {
  return Math.round(Math.min(Math.max(value, least), most));
}
