"""The mathematics of recurrent networks, in NumPy alone.

Read in this order: `cells/rnn.py` (one step and its derivative), `unroll.py` (many steps),
`bptt.py` (back through them), `readout.py` and `losses.py` (what is learned), `network.py`
(all of it together), `flow.py` and `jacobians.py` (how gradients move through time).

Then what is made of these: `layers.py` and `deep.py` (both directions, any depth), `feedback.py`
(a network that reads its own outputs), `seq2seq.py` and `attention.py` (one network writes what
another has read).
"""
