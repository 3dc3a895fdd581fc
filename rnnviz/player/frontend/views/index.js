// The views by name. A view is `create(root, ctx)` and answers to update, draw, resize, describe,
// table and destroy.

import { create as age } from "../gates/age.js";
import { create as attention } from "../network/attention.js";
import { create as bars } from "./bars.js";
import { create as card } from "../card/card.js";
import { create as curves } from "../train/curves.js";
import { create as diagram } from "../diagram/diagram.js";
import { create as film } from "../train/film.js";
import { create as gates } from "../gates/gates.js";
import { create as guess } from "../language/guess.js";
import { create as ledger } from "../gates/ledger.js";
import { create as lines } from "./lines.js";
import { create as matrix } from "./matrix.js";
import { create as network } from "../network/network.js";
import { create as pixels } from "../digits/pixels.js";
import { create as plane } from "../plane/plane.js";
import { create as reading } from "../digits/reading.js";
import { create as strip } from "./strip.js";
import { create as tally } from "../network/tally.js";
import { create as text } from "../language/text.js";
import { create as told } from "../train/told.js";

export const VIEWS = {
  age,
  attention,
  bars,
  card,
  curves,
  diagram,
  film,
  gates,
  guess,
  ledger,
  lines,
  matrix,
  network,
  pixels,
  plane,
  reading,
  strip,
  tally,
  text,
  told,
};
