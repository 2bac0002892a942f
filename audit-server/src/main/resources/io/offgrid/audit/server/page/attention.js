// Whether somebody is in the middle of something in an element: about to click, or with the keyboard in it.

const AIM = 2000;

export class Attention {
  #element;
  #aim = 0;
  #ended;

  /** @param {() => void} ended called when it may be over */
  constructor(element, ended) {
    this.#element = element;
    this.#ended = ended;
    element.addEventListener("pointermove", () => this.#aimed());
    element.addEventListener("pointerleave", () => this.#rested());
    element.addEventListener("focusout", () => queueMicrotask(ended));
  }

  get isThere() {
    return this.#aim !== 0 || this.#element.contains(document.activeElement);
  }

  /** Whoever moves the pointer may be about to click: for a moment nothing must move under it. */
  #aimed() {
    clearTimeout(this.#aim);
    this.#aim = setTimeout(() => this.#rested(), AIM);
  }

  #rested() {
    clearTimeout(this.#aim);
    this.#aim = 0;
    this.#ended();
  }
}
