"""The PyTorch and the Keras lines that make an encoder-decoder, with or without attention."""

from rnnviz.core.shapes import Layers
from rnnviz.scenes.shapes.keras import layer
from rnnviz.scenes.shapes.pairs.plan import PairPlan
from rnnviz.scenes.shapes.torch import call, program


def pair_torch_code(p: PairPlan) -> str:
    """The whole PyTorch program; it runs as it stands."""
    made = [
        f"        self.encoder = {call(p.encoder)}",
        f"        self.decoder = {call(p.decoder)}"
        + ("  # reads [token; context]" if p.attends else ""),
        *(_torch_attention(p) if p.attends else []),
        f"        self.readout = nn.Linear({p.hidden}, {p.writes})",
    ]
    reads = [
        "    def forward(self, x, tokens):  # the right tokens: teacher forcing",
        f"        h, state = self.encoder(x)  # h ({p.T_in}, {p.N}, {p.width})",
        *_torch_handover(p),
        *(_torch_attending(p) if p.attends else _torch_plain(p)),
    ]
    given = [
        f"x = torch.randn({p.T_in}, {p.N}, {p.reads})",
        f"tokens = torch.randn({p.T_out}, {p.N}, {p.writes})",
    ]
    return program(made, reads, given, "x, tokens")


def _torch_attention(p: PairPlan) -> list[str]:
    return [
        f"        self.W_s = nn.Linear({p.hidden}, {p.units}, bias=False)",
        f"        self.W_h = nn.Linear({p.width}, {p.units}, bias=False)",
        f"        self.v = nn.Linear({p.units}, 1, bias=False)",
    ]


def _torch_handover(p: PairPlan) -> list[str]:
    """The decoder starts from the reverse direction's state, which has read the start last."""
    if not p.both:
        return []
    lstm = "tuple(a[-1:].contiguous() for a in state)"
    what = lstm if p.kind == "LSTM" else "state[-1:].contiguous()"
    return [f"        state = {what}  # of the reverse direction"]


def _torch_plain(p: PairPlan) -> list[str]:
    return [
        "        late = torch.cat([torch.zeros_like(tokens[:1]), tokens[:-1]])",
        f"        s, _ = self.decoder(late, state)  # s ({p.T_out}, {p.N}, {p.hidden})",
        f"        return self.readout(s)  # y ({p.T_out}, {p.N}, {p.writes})",
    ]


def _torch_attending(p: PairPlan) -> list[str]:
    last = "state[0][-1]" if p.kind == "LSTM" else "state[-1]"
    return [
        "        keys, token, ys = self.W_h(h), torch.zeros_like(tokens[0]), []",
        "        for following in tokens:",
        f"            e = self.v(torch.tanh(self.W_s({last}) + keys))  # ({p.T_in}, {p.N}, 1)",
        "            alpha = torch.softmax(e, dim=0)",
        f"            context = (alpha * h).sum(dim=0)  # ({p.N}, {p.width})",
        "            step = torch.cat([token, context], dim=1)[None]",
        "            s, state = self.decoder(step, state)",
        "            ys.append(self.readout(s[0]))",
        "            token = following  # running free: the one-hot argmax of ys[-1]",
        f"        return torch.stack(ys)  # y ({p.T_out}, {p.N}, {p.writes})",
    ]


def pair_keras_code(p: PairPlan) -> str:
    """The whole Keras program; it runs as it stands."""
    return "\n".join([
        "import keras",
        "from keras import layers",
        "",
        f"x = keras.Input(({p.T_in}, {p.reads}))  # the batch comes first",
        f"late = keras.Input(({p.T_out}, {p.writes}))  # the right tokens, one step late; 0 first",
        *_keras_encoder(p),
        *(_keras_attending(p) if p.attends else _keras_plain(p)),
        "net = keras.Model([x, late], y)",
        "print(net.output_shape, net.count_params())",
    ])  # fmt: skip


def _returning(a: Layers) -> str:
    return layer(a, "return_sequences=True", "return_state=True")


def _keras_encoder(p: PairPlan) -> list[str]:
    one = _returning(p.encoder)
    shape = f"(N, {p.T_in}, {p.width})"
    if not p.both:
        return [f"h, *state = {one}(x)  # h {shape}"]
    half = 2 if p.kind == "LSTM" else 1
    return [
        f"h, *states = layers.Bidirectional({one})(x)  # h {shape}",
        f"state = states[{half}:]  # of the reverse direction",
    ]


def _keras_plain(p: PairPlan) -> list[str]:
    return [
        f"s, *state = {_returning(p.decoder)}(late, initial_state=state)",
        f"y = layers.Dense({p.writes})(s)  # (N, {p.T_out}, {p.writes})",
    ]


def _keras_attending(p: PairPlan) -> list[str]:
    return [
        f"decoder = {_returning(p.decoder)}",
        f"W_s = layers.Dense({p.units}, use_bias=False)",
        f"W_h = layers.Dense({p.units}, use_bias=False)",
        "attention = layers.AdditiveAttention()  # its scale is v",
        f"readout = layers.Dense({p.writes})",
        "keys, ys = W_h(h), []",
        f"for t in range({p.T_out}):",
        f"    query = layers.Reshape((1, {p.units}))(W_s(state[0]))",
        f"    context = attention([query, h, keys])  # (N, 1, {p.width})",
        "    step = layers.Concatenate()([late[:, t : t + 1], context])",
        "    s, *state = decoder(step, initial_state=state)",
        "    ys.append(readout(s))",
        f"y = layers.Concatenate(axis=1)(ys)  # (N, {p.T_out}, {p.writes})",
    ]
