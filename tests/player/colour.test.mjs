import assert from "node:assert/strict";
import { test } from "node:test";

import { contrast, fade, luminance, mix, onTop, parse, ramp, theme } from "../../rnnviz/player/frontend/drawing/colour.js";
import { valueScale } from "../../rnnviz/player/frontend/drawing/valuescale.js";

const LIGHT = { text: "#31333F", background: "#FFFFFF", surface: "#F0F2F6", border: "rgba(49, 51, 63, 0.2)", primary: "#0072B2", font: "x" };
const DARK = { text: "#FAFAFA", background: "#0E1117", surface: "#262730", border: "rgba(250, 250, 250, 0.2)", primary: "#4BA9E2", font: "x" };

test("colours are read in the ways a page writes them", () => {
  assert.deepEqual(parse("#fff"), [255, 255, 255, 1]);
  assert.deepEqual(parse(" #0072B2 "), [0, 114, 178, 1]);
  assert.deepEqual(parse("rgba(1, 2, 3, 0.5)"), [1, 2, 3, 0.5]);
  assert.deepEqual(parse("rgb(1 2 3)"), [1, 2, 3, 1]);
  assert.equal(parse("unset"), null);
});

test("a ramp begins and ends at its anchors and stops there", () => {
  const map = ramp(["#000000", "#FFFFFF"]);
  assert.equal(map(0), "rgb(0,0,0)");
  assert.equal(map(1), "rgb(255,255,255)");
  assert.equal(map(-3), map(0));
  assert.equal(map(7), map(1));
});

test("the sequential map grows lighter all the way", () => {
  const { sequential } = theme(LIGHT);
  const lights = Array.from({ length: 64 }, (_, i) => luminance(parse(sequential(i / 63))));
  for (let i = 1; i < 64; i += 1) assert.ok(lights[i] >= lights[i - 1] - 1e-3);
});

test("the diverging map has the page's neutral at zero and two unlike ends", () => {
  for (const page of [LIGHT, DARK]) {
    const { diverging, background } = theme(page);
    assert.ok(contrast(parse(diverging(0)), parse(background)) < 1.4);
    const [blue, red] = [parse(diverging(-1)), parse(diverging(1))];
    assert.ok(blue[2] > blue[0] && red[0] > red[2]);
    assert.ok(contrast(blue, parse(background)) > 3 && contrast(red, parse(background)) > 3);
  }
});

test("words in a role's ink can be read on the page, and its shapes can be seen", () => {
  for (const page of [LIGHT, DARK]) {
    const colours = theme(page);
    for (const [role, ink] of Object.entries(colours.inks)) {
      assert.ok(contrast(parse(ink), parse(page.background)) >= 4.5, `${role} ${ink}`);
    }
    for (const role of ["hidden", "output", "loss", "gradient", "weight"]) {
      assert.ok(contrast(parse(colours.roles[role]), parse(page.background)) >= 2.9, role);
    }
    assert.ok(contrast(parse(colours.muted), parse(page.background)) >= 4.5);
  }
});

test("a number on a cell can be read whatever the cell's colour", () => {
  const { diverging } = theme(LIGHT);
  for (let v = -1; v <= 1; v += 0.05) {
    const css = diverging(v);
    assert.ok(contrast(parse(css), parse(onTop(css))) >= 4.2, `${v}`);
  }
});

test("a theme knows whether it is dark", () => {
  assert.equal(theme(LIGHT).dark, false);
  assert.equal(theme(DARK).dark, true);
});

test("fading and mixing keep what they should", () => {
  assert.equal(fade("#0072B2", 0.25), "rgba(0,114,178,0.25)");
  assert.equal(mix("#000000", "#FFFFFF", 0.5), "rgb(128,128,128)");
});

test("a value scale gives no colour to what is no number, nor to zero on a logarithm", () => {
  const colours = theme(LIGHT);
  const signed = valueScale({ scale: "diverging" }, [], colours);
  assert.equal(signed.css(NaN), null);
  assert.equal(signed.css(Infinity), null);
  assert.equal(signed.css(-1), colours.diverging(-1));
  assert.deepEqual(signed.labels, ["\u22121", "0", "1"]);
  const log = valueScale({ scale: "log", floor: 1e-6 }, [1, 1e-3, 0], colours);
  assert.equal(log.css(0), null);
  assert.equal(log.css(1), colours.sequential(1));
});

test("a fixed range does not follow the data", () => {
  const colours = theme(LIGHT);
  const scale = (values) => valueScale({ scale: "gate", range: [0, 1] }, values, colours);
  assert.equal(scale([0.5]).css(0.5), scale([0.1, 0.9]).css(0.5));
});
