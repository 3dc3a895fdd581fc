// The views by name. A view is `create(root, ctx)` and answers to update, draw, resize, describe,
// table and destroy.

import { create as bars } from "./bars.js";
import { create as card } from "./card.js";
import { create as diagram } from "./diagram.js";
import { create as lines } from "./lines.js";
import { create as matrix } from "./matrix.js";
import { create as strip } from "./strip.js";

export const VIEWS = { bars, card, diagram, lines, matrix, strip };
