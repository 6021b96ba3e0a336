const LONGEST_TIMER = 1_000_000_000;

interface Planned {
  due: number;
  order: number;
  run: () => void;
}

/** A point from which simulated time can be told at any real time. */
export interface ClockState {
  base: number;
  realBase: number;
  rate: number;
}

/** The network's own time: it runs at a chosen speed and fires what is planned in it. */
export class Clock {
  private base = Date.now();
  private realBase = Date.now();
  private rate = 1;
  private order = 0;
  private isStopped = false;
  private readonly heap: Planned[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(from?: ClockState) {
    if (!from) return;
    this.base = from.base;
    this.realBase = from.realBase;
    this.rate = from.rate;
  }

  /** What a new clock needs to go on as this one would have. */
  get state(): ClockState {
    return { base: this.base, realBase: this.realBase, rate: this.rate };
  }

  /** Simulated time in epoch milliseconds. */
  now(): number {
    return Math.round(this.base + (Date.now() - this.realBase) * this.rate);
  }

  /** How many simulated milliseconds pass in a real one. */
  get speed(): number {
    return this.rate;
  }

  /** Jumps to a time and changes the speed; what became due runs at once. */
  set(change: { now?: number | undefined; speed?: number | undefined }): void {
    this.base = change.now ?? this.now();
    this.realBase = Date.now();
    if (change.speed !== undefined) this.rate = change.speed;
    this.arm();
  }

  /** Runs something at a simulated time. */
  at(due: number, run: () => void): void {
    if (this.isStopped) return;
    const entry = { due, order: this.order++, run };
    this.push(entry);
    if (this.heap[0] === entry) this.arm();
  }

  /** Forgets everything planned. */
  clear(): void {
    clearTimeout(this.timer);
    this.heap.length = 0;
  }

  /** Forgets everything planned, and plans nothing any more. */
  stop(): void {
    this.clear();
    this.isStopped = true;
  }

  private arm(): void {
    clearTimeout(this.timer);
    const next = this.heap[0];
    if (!next || this.rate <= 0) return;
    const wait = Math.max(0, (next.due - this.now()) / this.rate);
    this.timer = setTimeout(() => this.fire(), Math.min(wait, LONGEST_TIMER));
  }

  private fire(): void {
    const now = this.now();
    for (let next = this.heap[0]; next && next.due <= now; next = this.heap[0]) {
      this.pop();
      next.run();
    }
    this.arm();
  }

  private push(entry: Planned): void {
    const heap = this.heap;
    let at = heap.push(entry) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent];
      if (!above || before(above, entry)) break;
      heap[at] = above;
      heap[parent] = entry;
      at = parent;
    }
  }

  private pop(): void {
    const heap = this.heap;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    heap[0] = last;
    for (let at = 0; ; ) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        const candidate = heap[child];
        const current = heap[least];
        if (candidate && current && before(candidate, current)) least = child;
      }
      const smaller = heap[least];
      if (least === at || !smaller) return;
      heap[least] = last;
      heap[at] = smaller;
      at = least;
    }
  }
}

function before(a: Planned, b: Planned): boolean {
  return a.due < b.due || (a.due === b.due && a.order < b.order);
}
