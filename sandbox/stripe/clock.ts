/** The sandbox's own time: the machine's, moved ahead by what a test or a person asked for. */
export class SandboxClock {
  constructor(public aheadSeconds = 0) {}

  /** Seconds since 1970, as Stripe writes times. */
  now(): number {
    return Math.floor(Date.now() / 1000) + this.aheadSeconds;
  }

  advance(seconds: number): void {
    if (seconds < 0) throw new RangeError('time only moves ahead');
    this.aheadSeconds += seconds;
  }
}
