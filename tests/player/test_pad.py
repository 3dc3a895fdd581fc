"""The pad in the browser and the library on the server see the same grey levels."""

import json
import subprocess

import numpy as np

from rnnviz.tasks.digits.digits import drawing_text, grey_levels, parse_drawing
from tests.test_javascript import NODE, ROOT

PROGRAM = """
import { decode, encode, greyLevels } from "./rnnviz/player/frontend/digits/bitmap.js";
const texts = JSON.parse(process.argv[1]);
const seen = texts.map((text) => [[...greyLevels(decode(text))], encode(decode(text))]);
process.stdout.write(JSON.stringify(seen));
"""


def test_that_the_pad_averages_as_numpy_does() -> None:
    rng = np.random.default_rng(0)
    drawings = [(rng.random((32, 32)) < share).astype(int) for share in np.linspace(0, 1, 25)]
    texts = [drawing_text(dots) for dots in drawings]
    command = [str(NODE), "--input-type=module", "--eval", PROGRAM, json.dumps(texts)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    seen = json.loads(done.stdout)
    for (levels, text), dots, sent in zip(seen, drawings, texts, strict=True):
        np.testing.assert_array_equal(np.reshape(levels, (8, 8)), grey_levels(dots))
        assert text == sent
        np.testing.assert_array_equal(parse_drawing(text), dots)
