import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** The numbers of /metrics, in Prometheus' format. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    requests: new Histogram({
      name: "balas_http_request_seconds",
      help: "Time to answer a request.",
      labelNames: ["method", "route", "status"],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers: [registry],
    }),
    jobs: new Counter({
      name: "balas_jobs_total",
      help: "Jobs run, by name and outcome.",
      labelNames: ["job", "outcome"],
      registers: [registry],
    }),
    sockets: new Gauge({
      name: "balas_realtime_clients",
      help: "Screens connected in real time.",
      registers: [registry],
    }),
  };
}

export type Metrics = ReturnType<typeof createMetrics>;
