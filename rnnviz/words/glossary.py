"""The glossary: what each term and each symbol means, as data. One place, read by every screen.

>>> GLOSSARY["gain"].text
'What all recurrent weights are multiplied by, drawn or trained. 1 leaves them as they are.'
>>> [term.name for term in terms_in("The spectral radius is below 1, and so is the slope.")]
['spectral radius']
"""

import re
from dataclasses import dataclass
from functools import cache

from rnnviz.words import _


@dataclass(frozen=True)
class Term:
    """A term or a symbol, what it means in one or two short sentences, and its Chinese name."""

    name: str
    text: str
    chinese: str = ""
    also: tuple[str, ...] = ()  # other words that mean the same, plurals among them

    @property
    def words(self) -> tuple[str, ...]:
        """All words by which it is found in a sentence."""
        return (self.name, *self.also)


# What a network is.
NETWORK = (
    Term(_("recurrent neural network"), _("A network that reads a sequence step by step and "
         "carries a state from each step to the next. Short: RNN."), "循环神经网络",
         (_("RNN"), _("recurrent network"))),
    Term(_("time step"), _("One place in the sequence: one input is read, one state is made."),
         "时间步", (_("time steps"),)),
    Term(_("hidden state"), _("The numbers hₜ that the network hands to its next step: all that "
         "it remembers."), "隐状态", (_("hidden states"),)),
    Term(_("hidden unit"), _("One of the H numbers of the hidden state, with its own weights."),
         "隐藏单元", (_("hidden units"),)),
    Term(_("cell"), _("What happens within one step: the formulas that make the new state from "
         "the input and the old state."), "单元", (_("cells"),)),
    Term(_("cell state"), _("The second state c of an LSTM. Gates change it; from step to step "
         "it passes through no weights."), "单元状态", (_("memory cell"),)),
    Term(_("weight"), _("A number that training changes. The same weights are used at every "
         "step."), "权重", (_("weights"),)),
    Term(_("recurrent weights"), _("The matrix W_hh, through which a step reads the state of the "
         "step before."), "循环权重"),
    Term(_("weight sharing"), _("Every time step uses the same weights, so a network of any "
         "length has the same number of them."), "权重共享"),
    Term(_("bias"), _("A number that is added to a weighted sum, whatever the input."), "偏置",
         (_("biases"),)),
    Term(_("activation"), _("The function that a weighted sum goes through: tanh, the sigmoid σ, "
         "or ReLU."), "激活函数", (_("activation function"),)),
    Term("tanh", _("A function that squashes every number to between −1 and 1. Its slope is 1 at "
         "0 and falls towards 0 far from it."), "双曲正切"),
    Term("sigmoid", _("A function σ that squashes every number to between 0 and 1. Its slope is "
         "1/4 at most. Gates use it."), "S 型函数", ("σ",)),
    Term("ReLU", _("A function that leaves positive numbers as they are and makes negative ones "
         "0."), "线性整流"),
    Term(_("saturated"), _("Near the end of what the activation can give, where its slope is "
         "almost 0, so that almost no gradient passes."), "饱和",
         (_("saturation"), _("saturated unit"))),
    Term(_("unroll"), _("To draw the network once for each time step, side by side."),
         "按时间展开", (_("unrolled"),)),
    Term(_("read-out"), _("The layer that makes the output from the hidden state: "
         "yₜ = W_hy hₜ + b_y."), "输出层", (_("readout"),)),
    Term(_("layer"), _("A whole row of cells. In a deep network the second layer reads the "
         "states of the first."), "层", (_("layers"),)),
    Term(_("bidirectional"), _("With a second set of weights that reads the sequence from its "
         "end."), "双向", (_("both directions"),)),
)  # fmt: skip

# Gates.
GATES = (
    Term(_("gate"), _("A number between 0 and 1 for each unit, computed at each step, by which "
         "something is multiplied: 0 shuts, 1 lets all through."), "门", (_("gates"),)),
    Term(_("forget gate"), _("f: the share of the old cell state that is kept."), "遗忘门",
         (_("forget gates"),)),
    Term(_("input gate"), _("i: the share of the candidate that is written."), "输入门",
         (_("input gates"),)),
    Term(_("output gate"), _("o: the share of the cell state, after tanh, that the other units "
         "see. It is not the memory."), "输出门", (_("output gates"),)),
    Term(_("candidate"), _("The new content that a step offers: g in an LSTM, n in a GRU."),
         "候选状态", (_("candidates"),)),
    Term(_("update gate"), _("z of a GRU: the share of the old state that is kept (in some texts "
         "the share of the new content)."), "更新门"),
    Term(_("reset gate"), _("r of a GRU: how much of the old state the candidate reads."),
         "重置门"),
    Term(_("forget bias"), _("The bias of the forget gate. Before any input, it alone decides "
         "how much is kept: 0 keeps half, 1 keeps 73 %, 5 keeps 99.3 %."), "遗忘门偏置"),
    Term(_("peephole"), _("A weight through which a gate sees the cell state itself."),
         "窥视孔连接", (_("peepholes"),)),
    Term(_("clamp"), _("To hold a gate at one number at every step, whatever it reads."), "固定",
         (_("clamped"),)),
    Term(_("ledger"), _("Kept plus written is the new state: the account of each step."), "账目",
         (_("conveyor"),)),
    Term("LSTM", _("Long short-term memory: a cell with a cell state and gates for what is kept, "
         "written and shown."), "长短期记忆网络"),
    Term("GRU", _("Gated recurrent unit: a cell with one state, where one gate shares out old "
         "and new."), "门控循环单元"),
    Term(_("Elman network"), _("The plain recurrent network: hₜ = f(W_xh xₜ + W_hh hₜ₋₁ + b_h)."),
         "Elman 网络"),
    Term(_("Jordan network"), _("A network that reads its own last output in place of its last "
         "state."), "Jordan 网络"),
    Term("IRNN", _("A ReLU network whose recurrent weights start as the identity, so that it "
         "first copies its state."), "IRNN"),
    Term(_("Clockwork RNN"), _("A network whose units move only at every 1st, 2nd, 4th … step."),
         "时钟循环神经网络", ("Clockwork",)),
    Term(_("minimal gated unit"), _("A GRU with a single gate for everything."), "最小门控单元",
         ("MGU",)),
    Term("minGRU", _("A GRU whose gate and candidate see the input alone, so that its gradient "
         "is the product of what the gate keeps."), "minGRU"),
    Term("UGRNN", _("Update gate RNN: one gate between the old state and the new, a GRU without "
         "its reset gate."), "UGRNN"),
    Term("JANET", _("An LSTM with nothing left but its forget gate, whose sum also decides how "
         "much is written."), "JANET"),
    Term("minLSTM", _("An LSTM whose gates see the input alone and are shared out to 1; it has "
         "neither cell state nor output gate."), "minLSTM"),
    Term("IndRNN", _("A ReLU network whose units read only themselves, each through one number."),
         "IndRNN"),
    Term(_("selective state space"), _("Mamba’s layer, here with one state a unit: the input "
         "chooses the step size Δ, and e^−Δ of the old state is kept, which is a gate."),
         "选择性状态空间", ("Mamba",)),
    Term(_("depth-gated LSTM"), _("Two layers, with a gate that lets the lower cell state flow "
         "into the upper one."), "深度门控 LSTM", (_("depth gate"),)),
    Term(_("Grid LSTM"), _("Two layers that are LSTM cells along time and along depth."),
         "网格 LSTM"),
)  # fmt: skip

# Learning.
LEARNING = (
    Term(_("target"), _("What the output should be; written d, and y* in some texts."), "目标",
         (_("targets"),)),
    Term(_("loss"), _("How wrong the output is, in one number; training makes it smaller."),
         "损失", (_("losses"),)),
    Term(_("cross-entropy"), _("The loss of a guess among several: −ln of the probability that "
         "was given to what is right, in nats."), "交叉熵"),
    Term("nats", _("The unit of −ln p: 0 is certainty, 0.69 a coin, 2.3 one of ten."), "奈特"),
    Term(_("gradient"), _("By how much the loss would change for a small change of a number, per "
         "unit of that change. ∂L/∂h is the gradient at a state, ∂L/∂W at a weight."), "梯度",
         (_("gradients"),)),
    Term(_("backpropagation through time"), _("The gradient of the loss, computed step by step "
         "from the loss back to the first step. Short: BPTT."), "通过时间反向传播", ("BPTT",)),
    Term(_("truncated backpropagation"), _("Backpropagation through time that stops after a "
         "given number of steps; earlier steps get no gradient."), "截断的通过时间反向传播",
         (_("truncated"), _("truncate"))),
    Term(_("vanishing gradient"), _("A gradient that gets smaller with every step back until "
         "almost nothing arrives."), "梯度消失", (_("vanish"), _("vanishes"), _("vanishing"))),
    Term(_("exploding gradient"), _("A gradient that gets larger with every step back."),
         "梯度爆炸", (_("explode"), _("explodes"), _("exploding"))),
    Term(_("gradient clipping"), _("Making a gradient shorter where it is longer than a limit: "
         "by norm keeps its direction, by value cuts each number alone."), "梯度裁剪",
         (_("clipping"),)),
    Term(_("lag"), _("How many steps lie between a loss and the state it reaches."), "滞后",
         (_("lags"),)),
    Term(_("half-life"), _("After how many steps half is left, at a constant factor."), "半衰期"),
    Term(_("Jacobian"), _("The matrix of all derivatives of one state by the state before. Going "
         "back many steps multiplies the Jacobians of all of them."), "雅可比矩阵",
         (_("Jacobians"),)),
    Term(_("singular value"), _("By how much a matrix stretches a vector of one of its main "
         "directions; the largest is the most it can stretch."), "奇异值",
         (_("singular values"),)),
    Term(_("eigenvalue"), _("A number λ with W v = λ v for some vector v: along v, the matrix "
         "only multiplies."), "特征值", (_("eigenvalues"),)),
    Term(_("spectral radius"), _("The largest |λ| among the eigenvalues of a matrix: the factor "
         "of its powers in the long run."), "谱半径"),
    Term(_("Lyapunov exponent"), _("The mean logarithm of how much one step stretches the "
         "direction that grows most. Below 0 gradients vanish, above 0 they explode."),
         "李雅普诺夫指数"),
    Term(_("epoch"), _("One pass of training over all its examples."), "轮", (_("epochs"),)),
    Term(_("learning rate"), _("How far each update goes: w ← w − rate × gradient."), "学习率"),
    Term(_("seed"), _("A number that fixes all random draws: the same seed gives the same "
         "weights, so the same picture."), "随机种子", (_("seeds"),)),
    Term(_("gain"), _("What all recurrent weights are multiplied by, drawn or trained. 1 leaves "
         "them as they are."), "增益"),
    Term(_("initial weights"), _("How the weights are drawn before any training: as PyTorch or "
         "Keras do, orthogonal, identity, or Gaussian."), "初始权重"),
    Term(_("orthogonal"), _("Of a matrix: it rotates or mirrors and stretches nothing."), "正交"),
    Term(_("loudness"), _("What the whole input is multiplied by; 0 is silence."), "输入强度"),
    Term(_("overfitting"), _("Learning the examples by heart: good on them, worse on others."),
         "过拟合"),
    Term(_("early stopping"), _("Keeping the weights of the epoch that was best on examples set "
         "aside."), "早停"),
    Term(_("validation"), _("Examples that are not learned from; they choose which weights are "
         "kept."), "验证"),
)  # fmt: skip

# Series, language, two networks in a row.
TASKS = (
    Term("MLP", _("Multi-layer perceptron: a network without a loop; it reads a whole window at "
         "once."), "多层感知机"),
    Term(_("autoregressive model"), _("The next value as a weighted sum of the last p values: "
         "AR(p)."), "自回归模型", ("AR",)),
    Term(_("naive forecast"), _("Repeating the last value."), "朴素预测", (_("last value"),)),
    Term(_("one step ahead"), _("Each prediction is made from true values up to the step "
         "before."), "单步预测"),
    Term(_("free-running"), _("The network reads its own predictions instead of true values."),
         "自由运行", (_("free run"), _("free running"))),
    Term(_("window"), _("The last values that a model sees at once."), "滑动窗口",
         (_("windows"),)),
    Term("RMSE", _("Root of the mean squared error: a typical error in the units of the series."),
         "均方根误差"),
    Term("MASE", _("Mean absolute error, divided by that of repeating the last value on the "
         "training part: below 1 is better than that."), "平均绝对标度误差"),
    Term(_("skill"), _("By which share the error is smaller than that of repeating the last "
         "value."), "技巧得分"),
    Term(_("Diebold–Mariano test"), _("A test whether two series of errors differ by more than "
         "chance."), "DM 检验"),
    Term(_("softmax"), _("Turns scores into probabilities that add up to 1."), "softmax"),
    Term(_("perplexity"), _("Among how many possibilities the network seems to guess: exp of the "
         "mean loss. 1 is certainty."), "困惑度"),
    Term(_("temperature"), _("What the scores are divided by before a letter is drawn: low "
         "prefers the likeliest, high makes all more alike."), "温度"),
    Term(_("one-hot"), _("A letter as a row of zeros with a single 1 in its place."), "独热编码"),
    Term(_("encoder–decoder"), _("Two networks: the first reads a sequence into its last state, "
         "the second writes another from it."), "编码器-解码器", (_("encoder"), _("decoder"))),
    Term(_("attention"), _("At each written letter, a weighted mean of all states of the "
         "encoder; the weights say where it looks."), "注意力机制"),
    Term(_("context"), _("The weighted mean that attention gives to the decoder."), "上下文向量",
         (_("context vector"),)),
    Term(_("teacher forcing"), _("In training the decoder reads the right letter, not its own."),
         "教师强制"),
)  # fmt: skip

# What a network does when it is left to itself.
DYNAMICS = (
    Term(_("fixed point"), _("A state that a step leaves as it is. It is stable if what lies near "
         "it comes nearer with every step."), "不动点", (_("fixed points"),)),
    Term(_("cobweb"), _("The steps of one unit as a staircase between its curve and the line on "
         "which the state after is the state before."), "蛛网图"),
    Term(_("bifurcation"), _("A change of a weight at which fixed points appear, vanish, or stop "
         "being stable."), "分岔"),
    Term(_("phase portrait"), _("A map of all states of two units: each arrow is where a step "
         "leads from there."), "相图"),
    Term(_("saddle"), _("A fixed point that draws states in from some directions and pushes them "
         "away in others."), "鞍点"),
    Term(_("slow point"), _("A state that a step hardly moves: not fixed, but passed through "
         "slowly."), "慢点", (_("slow points"),)),
    Term(_("chaos"), _("What is never at rest and never comes back, and where two starts that "
         "hardly differ soon lie far apart."), "混沌"),
    Term(_("momentum"), _("A descent that goes on as the step before did, and adds the gradient "
         "to it."), "动量"),
)  # fmt: skip

# Symbols: arrays hold one row for each step.
SYMBOLS = (
    Term("xₜ", _("The input of step t."), "", ("x_t",)),
    Term("aₜ", _("The weighted sum of step t, before the activation."), "", ("a_t",)),
    Term("hₜ", _("The hidden state after step t; before the first step it is 0."), "", ("h_t",)),
    Term("cₜ", _("The cell state of an LSTM after step t."), "", ("c_t",)),
    Term("yₜ", _("The output of step t."), "", ("y_t",)),
    Term("dₜ", _("The target of step t: what y should be."), "", ("d_t",)),
    Term("pₜ", _("softmax of yₜ: the probability of each character, or class, to come."), "",
         ("p_t",)),
    Term("L", _("The loss: the sum of those losses of the steps that count."), ""),
    Term("∂L/∂hₜ", _("The whole gradient at hₜ: from the loss of step t and of all later ones."),
         "", ("dL/dh_t", "∂L/∂h")),
    Term("∂L/∂W", _("The gradient of a weight: the sum of what each step contributes."), "",
         ("dL/dW",)),
    Term("W_xh", _("Weights from the input to the hidden units, (G·H, I)."), ""),
    Term("W_hh", _("Weights from the hidden units of the step before, (G·H, H)."), ""),
    Term("b_h", _("Bias of the hidden units, (G·H)."), ""),
    Term("u_h", _("Weights of each hidden unit on its own last value in an IndRNN, (H,)."), ""),
    Term("b_hn", _("A GRU’s second bias of the candidate, inside what the reset gate "
         "multiplies."), ""),
    Term("W_hy", _("Weights from the hidden units to the output, (O, H)."), ""),
    Term("b_y", _("Bias of the output, (O)."), ""),
    Term("W_yh", _("Weights from the last output, in a Jordan network, (H, O)."), ""),
    Term("T", _("How many steps the sequence has."), ""),
    Term("I, H, O", _("How many inputs, hidden units and outputs there are."), ""),
    Term("G", _("How many gates and candidates a cell stacks in one weight: RNN 1, GRU 3, "
         "LSTM 4."), ""),
    Term("η", _("The learning rate."), ""),
    Term("αₜⱼ", _("How much of the encoder’s state j attention takes when letter t is written."),
         "", ("α",)),
    Term("λ", _("An eigenvalue."), ""),
)  # fmt: skip

SECTIONS: dict[str, tuple[Term, ...]] = {
    _("The network"): NETWORK,
    _("Gates and cells"): GATES,
    _("Gradients and learning"): LEARNING,
    _("Series, language, attention"): TASKS,
    _("Left to itself"): DYNAMICS,
    _("Symbols"): SYMBOLS,
}
GLOSSARY: dict[str, Term] = {term.name: term for part in SECTIONS.values() for term in part}

# Settings, by their names, whose control needs a word of explanation.
SETTINGS: dict[str, str] = {
    "hidden": "hidden unit",
    "gap_hidden": "hidden unit",
    "units": "hidden unit",
    "cell": "cell",
    "gap_cell": "cell",
    "versus": "cell",
    "seed": "seed",
    "draw": "seed",
    "gap_seeds": "seed",
    "scheme": "initial weights",
    "versus_scheme": "initial weights",
    "gain": "gain",
    "versus_gain": "gain",
    "versus_hidden": "hidden unit",
    "forget_bias": "forget bias",
    "versus_forget_bias": "forget bias",
    "grid_layers": "layer",
    "steps": "time step",
    "where": "loss",
    "trained": "epoch",
    "learned": "epoch",
    "rate": "learning rate",
    "weights": "weight",
    "epochs": "epoch",
    "gap_epochs": "epoch",
    "lr": "learning rate",
    "loudness": "loudness",
    "clip": "gradient clipping",
    "clip_at": "gradient clipping",
    "truncate": "truncated backpropagation",
    "clamp_at": "clamp",
    "temperature": "temperature",
    "peepholes": "peephole",
}
# Words of everyday use, too frequent to be marked in sentences; they stand in the list.
PLAIN = {"cell", "weight", "layer", "target", "loss", "T", "L", "G", "window", "context", "λ", "η"}


def help_for(setting: str) -> str | None:
    """What the control of a setting says when it is asked, if its term is in the glossary."""
    name = SETTINGS.get(setting)
    return None if name is None else GLOSSARY[name].text


def terms_in(text: str) -> list[Term]:
    """The terms that a sentence uses, in the order of their first mention."""
    found: dict[str, Term] = {}
    for match in _pattern().finditer(text):
        term = _by_word()[match[0].casefold()]
        found.setdefault(term.name, term)
    return list(found.values())


def explained(text: str) -> str | None:
    """The explanations of all terms of a sentence as Markdown, one line each; None without any."""
    lines = [f"**{term.name}**: {term.text}" for term in terms_in(text)]
    return "\n\n".join(lines) or None


def marked(text: str) -> dict[str, str]:
    """The words of a sentence that are terms, as they stand there, and what they mean."""
    found: dict[str, str] = {}
    seen: set[str] = set()
    for match in _pattern().finditer(text):
        term = _by_word()[match[0].casefold()]
        if term.name not in seen:
            seen.add(term.name)
            found[match[0]] = term.text
    return found


@cache
def _by_word() -> dict[str, Term]:
    """Terms by every word that means them, in small letters."""
    terms = [term for term in GLOSSARY.values() if term.name not in PLAIN]
    return {word.casefold(): term for term in terms for word in term.words}


@cache
def _pattern() -> re.Pattern[str]:
    """Any of the words, the longest first, standing by itself."""
    words = sorted(_by_word(), key=len, reverse=True)
    either = "|".join(map(re.escape, words))
    return re.compile(rf"(?<![\w])(?:{either})(?![\w])", re.IGNORECASE)
