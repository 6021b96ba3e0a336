/** Lets a bounded number of tasks run for each key at once; the others wait in their order. */
export class Lanes {
  private readonly width: number;
  private readonly lanes = new Map<string, { running: number; waiting: (() => Promise<void>)[] }>();

  constructor(width: number) {
    this.width = width;
  }

  /** Runs a task when its lane has room; the task must not throw. */
  run(key: string, task: () => Promise<void>): void {
    const lane = this.lanes.get(key) ?? { running: 0, waiting: [] };
    this.lanes.set(key, lane);
    lane.waiting.push(task);
    this.fill(key, lane);
  }

  private fill(key: string, lane: { running: number; waiting: (() => Promise<void>)[] }): void {
    while (lane.running < this.width) {
      const task = lane.waiting.shift();
      if (!task) break;
      lane.running++;
      void task().finally(() => {
        lane.running--;
        this.fill(key, lane);
      });
    }
    if (lane.running === 0 && lane.waiting.length === 0) this.lanes.delete(key);
  }
}
