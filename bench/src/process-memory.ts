import { readFile } from "node:fs/promises";
import { WebSocket } from "ws";

/** Lets a process collect its garbage (it was started with --inspect=127.0.0.1:<port>) and reads what it then holds, in bytes. */
export async function collectedMemory(pid: number, inspectorPort: number): Promise<number> {
  const targets = (await (await fetch(`http://127.0.0.1:${inspectorPort}/json`)).json()) as {
    webSocketDebuggerUrl: string;
  }[];
  const socket = new WebSocket(targets[0]?.webSocketDebuggerUrl ?? "");
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  // Twice: what the first collection finalizes is free after the second.
  for (const id of [1, 2]) {
    const answered = new Promise((resolve) =>
      socket.on("message", (text) => JSON.parse(String(text)).id === id && resolve(undefined)),
    );
    socket.send(JSON.stringify({ id, method: "HeapProfiler.collectGarbage" }));
    await answered;
  }
  socket.close();
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) * 1024;
}
