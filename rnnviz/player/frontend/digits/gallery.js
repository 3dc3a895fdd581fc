// Digits as small pictures to choose one from: a list box that the arrow keys walk through.

import { parse } from "../drawing/colour.js";
import { el } from "../drawing/dom.js";
import { fillIn } from "../drawing/format.js";
import { mounting } from "../mounting.js";
import { watchTheme } from "../drawing/theme_probe.js";

const SIDE = 8;
const FULL = 16;
const LEVELS = "0123456789abcdefg"; // one letter a pixel

class Gallery {
  constructor(parent, data, emit) {
    Object.assign(this, { data, emit, shown: "" });
    this.node = el("div", { class: "rv rvq" });
    this.node.style.opacity = "0"; // until the style sheet is there
    parent.append(this.node);
    this.theme = watchTheme(this.node, () => this.paint());
    this.list = el("div", {
      class: "rvq-list", role: "listbox", "aria-label": fillIn(data.words.list), onkeydown: (event) => this.press(event),
    });
    this.node.append(this.list);
    this.build();
    this.sizes = new ResizeObserver(() => this.bringIntoSight()); // the style sheet is there
    this.sizes.observe(this.list);
  }

  build() {
    const { items } = this.data;
    const shown = items.map(({ number }) => number).join();
    if (shown !== this.shown) {
      this.shown = shown;
      this.options = items.map((item) => this.makeOption(item));
      this.list.replaceChildren(...this.options);
      this.paint();
    }
    this.mark();
  }

  makeOption({ number, label, wrong }) {
    const canvas = el("canvas", { width: SIDE, height: SIDE, "aria-hidden": "true" });
    return el("div", {
      role: "option", tabindex: "-1", class: `rvq-one${wrong ? " rvq-wrong" : ""}`,
      "aria-label": label, title: label, onclick: () => this.choose(number),
    }, canvas);
  }

  /** Ink in the colour of the text, as thick as its level. */
  paint() {
    const [red, green, blue] = parse(this.theme.colours.text) ?? [0, 0, 0];
    this.options.forEach((option, i) => {
      const image = new ImageData(SIDE, SIDE);
      [...this.data.items[i].image].forEach((letter, k) => {
        image.data.set([red, green, blue, Math.round((255 * LEVELS.indexOf(letter)) / FULL)], 4 * k);
      });
      option.firstChild.getContext("2d").putImageData(image, 0, 0);
    });
  }

  /** Where the chosen one stands, or the first. */
  get at() {
    return Math.max(this.data.items.findIndex(({ number }) => number === this.data.chosen), 0);
  }

  /** The chosen one is marked, and is where the keys begin. */
  mark() {
    const { at } = this;
    this.options.forEach((option, i) => {
      const chosen = this.data.items[i].number === this.data.chosen;
      option.setAttribute("aria-selected", String(chosen));
      option.tabIndex = i === at ? 0 : -1;
    });
  }

  bringIntoSight() {
    const option = this.options[this.at];
    if (!option) return;
    const [top, bottom] = [option.offsetTop, option.offsetTop + option.offsetHeight];
    const { scrollTop, clientHeight } = this.list;
    if (top < scrollTop || bottom > scrollTop + clientHeight) this.list.scrollTop = top - 40;
  }

  choose(number) {
    this.data = { ...this.data, chosen: number };
    this.mark();
    this.emit(number);
  }

  press(event) {
    const here = this.options.indexOf(event.target);
    const across = Math.max(this.options.filter(({ offsetTop }) => offsetTop === this.options[0].offsetTop).length, 1);
    const last = this.options.length - 1;
    const to = {
      ArrowRight: here + 1, ArrowLeft: here - 1, ArrowDown: here + across, ArrowUp: here - across,
      Home: 0, End: last,
    }[event.key];
    if (event.key === "Enter" || event.key === " ") this.choose(this.data.items[here].number);
    else if (to === undefined) return;
    else this.options[Math.min(Math.max(to, 0), last)].focus();
    event.preventDefault();
    event.stopPropagation();
  }

  /** New digits, or another one chosen from outside; otherwise the list stays where it is. */
  update(data) {
    const moved = data.chosen !== this.data.chosen;
    this.data = data;
    this.build();
    if (moved) this.bringIntoSight();
  }

  destroy() {
    this.sizes.disconnect();
    this.node.remove();
  }
}

const serve = mounting(
  (parent, data, emit) => new Gallery(parent, data, (number) => emit("chosen", number)),
);

/** Streamlit calls this once, and again after each rerun with the new data. */
export default function streamlit(given) {
  return serve(given);
}
