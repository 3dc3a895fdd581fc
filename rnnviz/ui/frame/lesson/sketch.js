// A prediction that is drawn: bars to be dragged, or the points of a curve, by mouse, finger or
// keyboard; afterwards what was said beside what is. Heights are shares of the scale, 0 to 1.

const SVG = "http://www.w3.org/2000/svg";
const HIGH = 178; // of the drawing, in pixels
const FOOT = 24;
const TOP = 10;

export function make(name, attributes, parent) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  parent?.append(node);
  return node;
}

const RAISED = { "-": "\u207B", 0: "\u2070", 1: "\u00B9", 2: "\u00B2", 3: "\u00B3", 4: "\u2074",
  5: "\u2075", 6: "\u2076", 7: "\u2077", 8: "\u2078", 9: "\u2079" };

/** The value at a share of the scale, as text; far from 1 with a power of ten: 10⁻⁸, 3.2×10⁴. */
export function told(share, { low, high, log }) {
  const value = log ? low * (high / low) ** share : low + share * (high - low);
  const size = Math.abs(value);
  if (size === 0 || (size >= 1e-3 && size < 1e4)) {
    return String(Number(value.toPrecision(2))).replace("-", "\u2212");
  }
  const [front, power] = value.toExponential(1).split("e");
  const raised = [...power.replace("+", "")].map((one) => RAISED[one]).join("");
  const mantissa = String(Number(front)).replace("-", "\u2212");
  return mantissa === "1" ? `10${raised}` : `${mantissa}\u00D710${raised}`;
}

/** Where the mark between the ends stands: in the middle, or on powers of ten at a whole one. */
export function middle({ low, high, log }) {
  if (!log) return 0.5;
  const [from, to] = [Math.log10(low), Math.log10(high)];
  return (Math.round((from + to) / 2) - from) / (to - from);
}

/** Heights after a stroke from one column to another: those between follow the line. */
export function stroke(heights, from, to) {
  const next = [...heights];
  const steps = Math.abs(to.column - from.column);
  for (let k = 0; k <= steps; k += 1) {
    const part = steps ? k / steps : 1;
    const column = Math.round(from.column + part * (to.column - from.column));
    next[column] = from.share + part * (to.share - from.share);
  }
  return next;
}

/** The same heights as shares of one whole: what column `kept` takes, the others give. */
export function together(heights, kept) {
  const rest = heights.reduce((sum, one, k) => (k === kept ? sum : sum + one), 0);
  const left = 1 - heights[kept];
  return heights.map((one, k) => {
    if (k === kept) return one;
    return rest > 0 ? (one * left) / rest : left / (heights.length - 1);
  });
}

class Sketch {
  constructor(root, say) {
    this.say = say;
    this.node = document.createElement("div");
    this.node.className = "rv sketch";
    root.append(this.node);
    this.observer = new ResizeObserver(() => this.draw());
    this.observer.observe(this.node);
  }

  update(data) {
    const other = JSON.stringify(data);
    if (other === this.known) return;
    this.known = other;
    this.data = data;
    this.done = data.right !== null;
    const begin = data.whole ? 1 / data.labels.length : 0.5;
    this.heights = data.mine ?? data.labels.map(() => begin);
    this.touched = this.done;
    this.at = 0;
    this.draw();
  }

  get left() { return this.data.large ? 66 : 46; }

  x(column) { return this.left + ((column + 0.5) * this.wide) / this.data.labels.length; }

  y(share) { return TOP + (1 - share) * (HIGH - TOP - FOOT); }

  draw() {
    const width = this.node.clientWidth;
    if (!this.data || !width) return;
    this.wide = width - this.left - 4;
    const focused = this.node.getRootNode().activeElement?.dataset?.column;
    this.node.replaceChildren();
    this.node.classList.toggle("sketch-large", this.data.large);
    const svg = make("svg", { width, height: HIGH, class: this.done ? "done" : "open" });
    make("title", {}, svg).textContent = this.data.words.title;
    this.scale(svg, width);
    if (this.done) {
      this.shape(svg, this.data.right, "right");
      if (this.data.mine) this.shape(svg, this.data.mine, "mine");
    } else {
      this.shape(svg, this.heights, "mine");
      this.handles(svg);
      this.strokes(svg);
    }
    this.node.append(svg);
    this.below();
    if (focused !== undefined) this.node.querySelector(`[data-column="${focused}"]`)?.focus();
  }

  scale(svg, width) {
    for (const share of [0, middle(this.data), 1]) {
      const y = this.y(share);
      make("line", { x1: this.left, x2: width - 4, y1: y, y2: y, class: "rule" }, svg);
      const text = make("text", { x: this.left - 6, y: y + 4, "text-anchor": "end" }, svg);
      text.textContent = told(share, this.data);
    }
    const n = this.data.labels.length;
    const every = Math.max(1, Math.ceil((n * (this.data.large ? 40 : 24)) / this.wide));
    this.data.labels.forEach((label, k) => {
      if (k % every && k !== n - 1) return;
      if (k !== n - 1 && n - 1 - k < every) return;
      const text = make("text", { x: this.x(k), y: HIGH - 6, "text-anchor": "middle" }, svg);
      text.textContent = label;
    });
  }

  shape(svg, heights, kind) {
    if (this.data.kind === "curve") {
      const points = heights.map((share, k) => `${this.x(k)},${this.y(share)}`).join(" ");
      make("polyline", { points, class: `line ${kind}` }, svg);
      for (const [k, share] of heights.entries()) {
        make("circle", { cx: this.x(k), cy: this.y(share), r: 3, class: `dot ${kind}` }, svg);
      }
      return;
    }
    const wide = Math.min(56, (0.7 * this.wide) / heights.length);
    for (const [k, share] of heights.entries()) {
      const y = this.y(share);
      make("rect", { x: this.x(k) - wide / 2, y, width: wide, height: Math.max(1, this.y(0) - y),
        class: `bar ${kind}` }, svg);
    }
  }

  handles(svg) {
    const wide = this.wide / this.data.labels.length;
    this.heights.forEach((share, k) => {
      const node = make("rect", { x: this.x(k) - wide / 2, y: TOP, width: wide,
        height: HIGH - TOP - FOOT, class: "handle", role: "slider", "data-column": k,
        tabindex: k === this.at ? 0 : -1, "aria-label": this.data.labels[k],
        "aria-orientation": "vertical", "aria-valuemin": 0, "aria-valuemax": 100,
        "aria-valuenow": Math.round(100 * share), "aria-valuetext": told(share, this.data) }, svg);
      node.addEventListener("keydown", (event) => this.key(event, k));
    });
  }

  key(event, k) {
    const up = { ArrowUp: 0.02, ArrowDown: -0.02, PageUp: 0.1, PageDown: -0.1, Home: -1, End: 1 };
    const side = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (up[event.key]) this.set(k, Math.min(1, Math.max(0, this.heights[k] + up[event.key])));
    else if (side) {
      this.at = Math.min(this.heights.length - 1, Math.max(0, k + side));
      this.node.querySelector(`[data-column="${this.at}"]`).focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  set(k, share) {
    this.take(this.heights.map((old, at) => (at === k ? share : old)), k);
    this.touched = true;
    this.draw();
  }

  /** New heights, of which that of column k was set last. */
  take(heights, k) {
    this.heights = this.data.whole ? together(heights, k) : heights;
  }

  /** The column and the share of the scale under a pointer. */
  place(event) {
    const box = this.node.querySelector("svg").getBoundingClientRect();
    const n = this.heights.length;
    const column = Math.floor(((event.clientX - box.left - this.left) * n) / this.wide);
    const share = 1 - (event.clientY - box.top - TOP) / (HIGH - TOP - FOOT);
    return { column: Math.min(n - 1, Math.max(0, column)), share: Math.min(1, Math.max(0, share)) };
  }

  strokes(svg) {
    svg.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      let last = this.place(event);
      const move = (to) => {
        const next = this.place(to);
        this.take(stroke(this.heights, last, next), next.column);
        this.touched = true;
        last = next;
        this.draw();
      };
      const end = () => {
        window.removeEventListener("pointermove", move);
        window.removeEventListener("pointerup", end);
        window.removeEventListener("pointercancel", end);
      };
      window.addEventListener("pointermove", move);
      window.addEventListener("pointerup", end);
      window.addEventListener("pointercancel", end);
      this.at = last.column;
      move(event);
    });
  }

  below() {
    if (this.done) {
      const legend = document.createElement("p");
      legend.textContent = this.data.mine ? this.data.words.both : this.data.words.alone;
      this.node.append(legend);
      return;
    }
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = this.data.words.say;
    button.disabled = !this.touched;
    button.addEventListener("click", () => this.say(this.heights.map((s) => Math.round(100 * s))));
    this.node.append(button);
  }
}

const made = new WeakMap();

export default function sketch({ data, parentElement, setTriggerValue }) {
  let known = made.get(parentElement);
  if (!known) {
    known = new Sketch(parentElement, (values) => known.emit("said", values));
    made.set(parentElement, known);
  }
  known.emit = setTriggerValue;
  known.update(data);
  return () => {
    known.observer.disconnect();
    made.delete(parentElement);
  };
}
