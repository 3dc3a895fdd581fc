// The views by name. A view is `create(root, ctx)` and answers to update, draw, resize, describe,
// table and destroy.

import { create as age } from "./age.js";
import { create as attention } from "./attention.js";
import { create as bars } from "./bars.js";
import { create as card } from "./card.js";
import { create as diagram } from "./diagram.js";
import { create as gates } from "./gates.js";
import { create as guess } from "./guess.js";
import { create as ledger } from "./ledger.js";
import { create as lines } from "./lines.js";
import { create as matrix } from "./matrix.js";
import { create as network } from "./network.js";
import { create as pixels } from "./pixels.js";
import { create as reading } from "./reading.js";
import { create as strip } from "./strip.js";
import { create as tally } from "./tally.js";
import { create as text } from "./text.js";

export const VIEWS = {
  age,
  attention,
  bars,
  card,
  diagram,
  gates,
  guess,
  ledger,
  lines,
  matrix,
  network,
  pixels,
  reading,
  strip,
  tally,
  text,
};
