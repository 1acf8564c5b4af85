/** What every element is as high as; the scrolling one shows twenty of them. */
const ELEMENT_PX = 40;
const VIEWPORT_PX = 20 * ELEMENT_PX;

/** happy-dom lays nothing out, so a virtual list would draw nothing: here its elements are told a size. */
export const pretendLayout = (): void => {
  Object.defineProperty(HTMLElement.prototype, 'offsetParent', { configurable: true, get: () => document.body });
  globalThis.ResizeObserver = class implements ResizeObserver {
    readonly #onResize: ResizeObserverCallback;
    constructor(onResize: ResizeObserverCallback) {
      this.#onResize = onResize;
    }
    observe(target: Element): void {
      const isViewport = target.getAttribute('role') === 'log' || target.querySelector('[role="log"]') !== null;
      const height = isViewport ? VIEWPORT_PX : ELEMENT_PX;
      const sizes = [{ inlineSize: 400, blockSize: height }];
      const entry = {
        target,
        contentRect: { width: 400, height },
        borderBoxSize: sizes,
        contentBoxSize: sizes,
      } as unknown as ResizeObserverEntry; // as far as lists read it
      queueMicrotask(() => this.#onResize([entry], this));
    }
    unobserve(): void {
      // Sizes never change.
    }
    disconnect(): void {
      // Sizes never change.
    }
  };
};
