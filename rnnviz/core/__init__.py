"""The mathematics of recurrent networks, in NumPy alone.

Read in this order: `cells/rnn.py` (one step and its derivative), `unroll.py` (many steps),
`bptt.py` (back through them), `readout.py` and `losses.py` (what is learned), `network.py`
(all of it together), `flow.py` and `jacobians.py` (how gradients move through time).
"""
