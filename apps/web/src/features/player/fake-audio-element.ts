/** A media element whose time, errors and permissions a test decides; it remembers what it was told to open. */
export class FakeAudioElement extends EventTarget {
  volume = 1;
  muted = false;
  currentTime = 0;
  paused = true;
  ended = false;
  readonly seeking = false;
  /** Every address that was opened, in order. */
  readonly opened: string[] = [];
  /** What `play()` answers with from now on. */
  refusal: DOMException | null = null;
  #src: string | null = null;

  get src(): string {
    return this.#src ?? '';
  }
  set src(value: string) {
    this.#src = value;
    this.opened.push(value);
  }
  /** Whether it has something open. */
  get isOpen(): boolean {
    return this.#src !== null;
  }
  removeAttribute(): void {
    this.#src = null;
  }
  load(): void {
    this.currentTime = 0;
    this.ended = false;
    this.paused = true;
  }
  play(): Promise<void> {
    if (this.refusal) return Promise.reject(this.refusal);
    this.paused = false;
    return Promise.resolve();
  }
  pause(): void {
    this.paused = true;
  }
  /** The server ended the response and everything was played. */
  end(): void {
    this.ended = true;
    this.paused = true;
    this.dispatchEvent(new Event('pause'));
    this.dispatchEvent(new Event('ended'));
  }
  fail(): void {
    this.dispatchEvent(new Event('error'));
  }
  /** The system paused it, as a phone call does. */
  interrupt(): void {
    this.paused = true;
    this.dispatchEvent(new Event('pause'));
  }
  /** The system plays it again. */
  resume(): void {
    this.paused = false;
    this.dispatchEvent(new Event('play'));
  }
}
