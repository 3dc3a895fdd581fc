"""The glossary: what each term and each symbol means, as data. One place, read by every screen.

>>> GLOSSARY["gain"].text
'What all recurrent weights are multiplied by, drawn or trained. 1 leaves them as they are.'
>>> [term.name for term in terms_in("The spectral radius is below 1, and so is the slope.")]
['spectral radius']
"""

import re
from dataclasses import dataclass
from functools import cache

from rnnviz.words import N_, _
from rnnviz.words.tongue import by_language


@dataclass(frozen=True)
class Term:
    """A term or a symbol, what it means in one or two short sentences, and its Chinese name."""

    name: str
    text: str
    chinese: str = ""
    also: tuple[str, ...] = ()  # other words that mean the same, plurals among them

    @property
    def words(self) -> tuple[str, ...]:
        """All words by which it is found in a sentence of the language in force."""
        return (_(self.name), *map(_, self.also))

    @property
    def beside(self) -> str:
        """The name in the other language: the Chinese one, or where that is said, the English."""
        return self.chinese if _(self.name) == self.name else self.name


# What a network is.
NETWORK = (
    Term(N_("recurrent neural network"), N_("A network that reads a sequence step by step and "
         "carries a state from each step to the next. Short: RNN."), "循环神经网络",
         (N_("RNN"), N_("recurrent network"))),
    Term(N_("time step"), N_("One place in the sequence: one input is read, one state is made."),
         "时间步", (N_("time steps"),)),
    Term(N_("hidden state"), N_("The numbers hₜ that the network hands to its next step: all that "
         "it remembers."), "隐状态", (N_("hidden states"),)),
    Term(N_("hidden unit"), N_("One of the H numbers of the hidden state, with its own weights."),
         "隐藏单元", (N_("hidden units"),)),
    Term(N_("cell"), N_("What happens within one step: the formulas that make the new state from "
         "the input and the old state."), "循环单元", (N_("cells"),)),
    Term(N_("cell state"), N_("The second state c of an LSTM. Gates change it; from step to step "
         "it passes through no weights."), "单元状态", (N_("memory cell"),)),
    Term(N_("weight"), N_("A number that training changes. The same weights are used at every "
         "step."), "权重", (N_("weights"),)),
    Term(N_("recurrent weights"), N_("The matrix W_hh, through which a step reads the state of the "
         "step before."), "循环权重"),
    Term(N_("weight sharing"), N_("Every time step uses the same weights, so a network of any "
         "length has the same number of them."), "参数共享"),
    Term(N_("bias"), N_("A number that is added to a weighted sum, whatever the input."), "偏置",
         (N_("biases"),)),
    Term(N_("activation"), N_("The function that a weighted sum goes through: tanh, the sigmoid σ, "
         "or ReLU."), "激活函数", (N_("activation function"),)),
    Term("tanh", N_("A function that squashes every number to between −1 and 1. Its slope is 1 at "
         "0 and falls towards 0 far from it."), "双曲正切"),
    Term("sigmoid", N_("A function σ that squashes every number to between 0 and 1. Its slope is "
         "1/4 at most. Gates use it."), "S 型函数", ("σ",)),
    Term("ReLU", N_("A function that leaves positive numbers as they are and makes negative ones "
         "0."), "线性整流"),
    Term(N_("saturated"), N_("Near the end of what the activation can give, where its slope is "
         "almost 0, so that almost no gradient passes."), "饱和",
         (N_("saturation"), N_("saturated unit"))),
    Term(N_("unroll"), N_("To draw the network once for each time step, side by side."),
         "按时间展开", (N_("unrolled"),)),
    Term(N_("read-out"), N_("The layer that makes the output from the hidden state: "
         "yₜ = W_hy hₜ + b_y."), "输出层", (N_("readout"),)),
    Term(N_("layer"), N_("A whole row of cells. In a deep network the second layer reads the "
         "states of the first."), "层", (N_("layers"),)),
    Term(N_("bidirectional"), N_("With a second set of weights that reads the sequence from its "
         "end."), "双向", (N_("both directions"),)),
)  # fmt: skip

# Gates.
GATES = (
    Term(N_("gate"), N_("A number between 0 and 1 for each unit, computed at each step, by which "
         "something is multiplied: 0 shuts, 1 lets all through."), "门", (N_("gates"),)),
    Term(N_("forget gate"), N_("f: the share of the old cell state that is kept."), "遗忘门",
         (N_("forget gates"),)),
    Term(N_("input gate"), N_("i: the share of the candidate that is written."), "输入门",
         (N_("input gates"),)),
    Term(N_("output gate"), N_("o: the share of the cell state, after tanh, that the other units "
         "see. It is not the memory."), "输出门", (N_("output gates"),)),
    Term(N_("candidate"), N_("The new content that a step offers: g in an LSTM, n in a GRU."),
         "候选状态", (N_("candidates"),)),
    Term(N_("update gate"), N_("z of a GRU: the share of the old state that is kept (in some texts "
         "the share of the new content)."), "更新门"),
    Term(N_("reset gate"), N_("r of a GRU: how much of the old state the candidate reads."),
         "重置门"),
    Term(N_("forget bias"), N_("The bias of the forget gate. Before any input, it alone decides "
         "how much is kept: 0 keeps half, 1 keeps 73 %, 5 keeps 99.3 %."), "遗忘门偏置"),
    Term(N_("peephole"), N_("A weight through which a gate sees the cell state itself."),
         "窥视孔连接", (N_("peepholes"),)),
    Term(N_("clamp"), N_("To hold a gate at one number at every step, whatever it reads."), "固定",
         (N_("clamped"),)),
    Term(N_("ledger"), N_("Kept plus written is the new state: the account of each step."), "账目",
         (N_("conveyor"),)),
    Term("LSTM", N_("Long short-term memory: a cell with a cell state and gates for what is kept, "
         "written and shown."), "长短期记忆网络"),
    Term("GRU", N_("Gated recurrent unit: a cell with one state, where one gate shares out old "
         "and new."), "门控循环单元"),
    Term(N_("Elman network"), N_("The plain recurrent network: hₜ = f(W_xh xₜ + W_hh hₜ₋₁ + b_h)."),
         "Elman 网络"),
    Term(N_("Jordan network"), N_("A network that reads its own last output in place of its last "
         "state."), "Jordan 网络"),
    Term("IRNN", N_("A ReLU network whose recurrent weights start as the identity, so that it "
         "first copies its state."), "IRNN"),
    Term(N_("Clockwork RNN"), N_("A network whose units move only at every 1st, 2nd, 4th … step."),
         "时钟循环神经网络", ("Clockwork",)),
    Term(N_("minimal gated unit"), N_("A GRU with a single gate for everything."), "最小门控单元",
         ("MGU",)),
    Term("minGRU", N_("A GRU whose gate and candidate see the input alone, so that its gradient "
         "is the product of what the gate keeps."), "minGRU"),
    Term("UGRNN", N_("Update gate RNN: one gate between the old state and the new, a GRU without "
         "its reset gate."), "UGRNN"),
    Term("JANET", N_("An LSTM with nothing left but its forget gate, whose sum also decides how "
         "much is written."), "JANET"),
    Term("minLSTM", N_("An LSTM whose gates see the input alone and are shared out to 1; it has "
         "neither cell state nor output gate."), "minLSTM"),
    Term("sLSTM", N_("The scalar memory of the xLSTM: an LSTM whose input gate is an exponential "
         "and whose output is a weighted mean, c divided by the sum of the weights n."), "sLSTM",
         ("xLSTM",)),
    Term(N_("echo state network"), N_("A leaky network whose own weights stay as they were drawn; "
         "only its readout is learned."), "回声状态网络", (N_("reservoir"),)),
    Term("LRU", N_("A linear recurrent unit: each unit holds a pair of numbers that every step "
         "turns by an angle and shrinks by |λ|, both learned."), "LRU",
         (N_("linear recurrent unit"),)),
    Term("IndRNN", N_("A ReLU network whose units read only themselves, each through one number."),
         "IndRNN"),
    Term(N_("selective state space"), N_("Mamba’s layer, here with one state a unit: the input "
         "chooses the step size Δ, and e^−Δ of the old state is kept, which is a gate."),
         "选择性状态空间", ("Mamba",)),
    Term(N_("depth-gated LSTM"), N_("Two layers, with a gate that lets the lower cell state flow "
         "into the upper one."), "深度门控 LSTM", (N_("depth gate"),)),
    Term(N_("Grid LSTM"), N_("Two layers that are LSTM cells along time and along depth."),
         "网格 LSTM"),
)  # fmt: skip

# Learning.
LEARNING = (
    Term(N_("target"), N_("What the output should be; written d, and y* in some texts."), "目标",
         (N_("targets"),)),
    Term(N_("loss"), N_("How wrong the output is, in one number; training makes it smaller."),
         "损失", (N_("losses"),)),
    Term(N_("cross-entropy"), N_("The loss of a guess among several: −ln of the probability that "
         "was given to what is right, in nats."), "交叉熵"),
    Term("nats", N_("The unit of −ln p: 0 is certainty, 0.69 a coin, 2.3 one of ten."), "奈特"),
    Term(N_("gradient"), N_("By how much the loss would change for a small change of a number, per "
         "unit of that change. ∂L/∂h is the gradient at a state, ∂L/∂W at a weight."), "梯度",
         (N_("gradients"),)),
    Term(N_("backpropagation through time"), N_("The gradient of the loss, computed step by step "
         "from the loss back to the first step. Short: BPTT."), "通过时间反向传播", ("BPTT",)),
    Term(N_("truncated backpropagation"), N_("Backpropagation through time that stops after a "
         "given number of steps; earlier steps get no gradient."), "截断的通过时间反向传播",
         (N_("truncated"), N_("truncate"))),
    Term(N_("vanishing gradient"), N_("A gradient that gets smaller with every step back until "
         "almost nothing arrives."), "梯度消失", (N_("vanish"), N_("vanishes"), N_("vanishing"))),
    Term(N_("exploding gradient"), N_("A gradient that gets larger with every step back."),
         "梯度爆炸", (N_("explode"), N_("explodes"), N_("exploding"))),
    Term(N_("gradient clipping"), N_("Making a gradient shorter where it is longer than a limit: "
         "by norm keeps its direction, by value cuts each number alone."), "梯度裁剪",
         (N_("clipping"),)),
    Term(N_("lag"), N_("How many steps lie between a loss and the state it reaches."), "滞后",
         (N_("lags"),)),
    Term(N_("half-life"), N_("After how many steps half is left, at a constant factor."), "半衰期"),
    Term(N_("Jacobian"), N_("The matrix of all derivatives of one state by the state before. Going "
         "back many steps multiplies the Jacobians of all of them."), "雅可比矩阵",
         (N_("Jacobians"),)),
    Term(N_("singular value"), N_("By how much a matrix stretches a vector of one of its main "
         "directions; the largest is the most it can stretch."), "奇异值",
         (N_("singular values"),)),
    Term(N_("eigenvalue"), N_("A number λ with W v = λ v for some vector v: along v, the matrix "
         "only multiplies."), "特征值", (N_("eigenvalues"),)),
    Term(N_("spectral radius"), N_("The largest |λ| among the eigenvalues of a matrix: the factor "
         "of its powers in the long run."), "谱半径"),
    Term(N_("Lyapunov exponent"), N_("The mean logarithm of how much one step stretches the "
         "direction that grows most. Below 0 gradients vanish, above 0 they explode."),
         "李雅普诺夫指数"),
    Term(N_("epoch"), N_("One pass of training over all its examples."), "轮", (N_("epochs"),)),
    Term(N_("learning rate"), N_("How far each update goes: w ← w − rate × gradient."), "学习率"),
    Term(N_("seed"), N_("A number that fixes all random draws: the same seed gives the same "
         "weights, so the same picture."), "随机种子", (N_("seeds"),)),
    Term(N_("gain"), N_("What all recurrent weights are multiplied by, drawn or trained. 1 leaves "
         "them as they are."), "增益"),
    Term(N_("initial weights"), N_("How the weights are drawn before any training: as PyTorch or "
         "Keras do, orthogonal, identity, or Gaussian."), "初始权重"),
    Term(N_("orthogonal"), N_("Of a matrix: it rotates or mirrors and stretches nothing."), "正交"),
    Term(N_("loudness"), N_("What the whole input is multiplied by; 0 is silence."), "幅度"),
    Term(N_("overfitting"), N_("Learning the examples by heart: good on them, worse on others."),
         "过拟合"),
    Term(N_("early stopping"), N_("Keeping the weights of the epoch that was best on examples set "
         "aside."), "早停"),
    Term(N_("validation"), N_("Examples that are not learned from; they choose which weights are "
         "kept."), "验证"),
)  # fmt: skip

# Series, language, two networks in a row.
TASKS = (
    Term("MLP", N_("Multi-layer perceptron: a network without a loop; it reads a whole window at "
         "once."), "多层感知机"),
    Term(N_("autoregressive model"), N_("The next value as a weighted sum of the last p values: "
         "AR(p)."), "自回归模型", ("AR",)),
    Term(N_("naive forecast"), N_("Repeating the last value."), "朴素预测", (N_("last value"),)),
    Term(N_("one step ahead"), N_("Each prediction is made from true values up to the step "
         "before."), "单步预测"),
    Term(N_("free-running"), N_("The network reads its own predictions instead of true values."),
         "自由运行", (N_("free run"), N_("free running"))),
    Term(N_("window"), N_("The last values that a model sees at once."), "滑动窗口",
         (N_("windows"),)),
    Term("RMSE", N_("Root of the mean squared error: a typical error in the units of the series."),
         "均方根误差"),
    Term("MASE", N_("Mean absolute error, divided by that of repeating the last value on the "
         "training part: below 1 is better than that."), "平均绝对标度误差"),
    Term(N_("skill"), N_("By which share the error is smaller than that of repeating the last "
         "value."), "技巧得分"),
    Term(N_("Diebold–Mariano test"), N_("A test whether two series of errors differ by more than "
         "chance."), "Diebold–Mariano 检验"),
    Term(N_("softmax"), N_("Turns scores into probabilities that add up to 1."), "softmax"),
    Term(N_("perplexity"), N_("Among how many possibilities the network seems to guess: exp of the "
         "mean loss. 1 is certainty."), "困惑度"),
    Term(N_("temperature"), N_("What the scores are divided by before a letter is drawn: low "
         "prefers the likeliest, high makes all more alike."), "温度"),
    Term(N_("one-hot"), N_("A letter as a row of zeros with a single 1 in its place."), "独热编码"),
    Term(N_("encoder–decoder"), N_("Two networks: the first reads a sequence into its last state, "
         "the second writes another from it."), "编码器–解码器", (N_("encoder"), N_("decoder"))),
    Term(N_("attention"), N_("At each written letter, a weighted mean of all states of the "
         "encoder; the weights say where it looks."), "注意力机制"),
    Term(N_("context"), N_("The weighted mean that attention gives to the decoder."), "上下文向量",
         (N_("context vector"),)),
    Term(N_("teacher forcing"), N_("In training the decoder reads the right letter, not its own."),
         "强制教学"),
)  # fmt: skip

# What a network does when it is left to itself.
DYNAMICS = (
    Term(N_("fixed point"), N_("A state that a step leaves as it is. It is stable if what lies "
         "near it comes nearer with every step."), "不动点", (N_("fixed points"),)),
    Term(N_("cobweb"), N_("The steps of one unit as a staircase between its curve and the line on "
         "which the state after is the state before."), "蛛网图"),
    Term(N_("bifurcation"), N_("A change of a weight at which fixed points appear, vanish, or stop "
         "being stable."), "分岔"),
    Term(N_("phase portrait"), N_("A map of all states of two units: each arrow is where a step "
         "leads from there."), "相图"),
    Term(N_("saddle"), N_("A fixed point that draws states in from some directions and pushes them "
         "away in others."), "鞍点"),
    Term(N_("slow point"), N_("A state that a step hardly moves: not fixed, but passed through "
         "slowly."), "慢点", (N_("slow points"),)),
    Term(N_("chaos"), N_("What is never at rest and never comes back, and where two starts that "
         "hardly differ soon lie far apart."), "混沌"),
    Term(N_("momentum"), N_("A descent that goes on as the step before did, and adds the gradient "
         "to it."), "动量"),
)  # fmt: skip

# Symbols: arrays hold one row for each step.
SYMBOLS = (
    Term("xₜ", N_("The input of step t."), "", ("x_t",)),
    Term("aₜ", N_("The weighted sum of step t, before the activation."), "", ("a_t",)),
    Term("hₜ", N_("The hidden state after step t; before the first step it is 0."), "", ("h_t",)),
    Term("cₜ", N_("The cell state of an LSTM after step t."), "", ("c_t",)),
    Term("yₜ", N_("The output of step t."), "", ("y_t",)),
    Term("dₜ", N_("The target of step t: what y should be."), "", ("d_t",)),
    Term("pₜ", N_("softmax of yₜ: the probability of each character, or class, to come."), "",
         ("p_t",)),
    Term("L", N_("The loss: the sum of those losses of the steps that count."), ""),
    Term("∂L/∂hₜ", N_("The whole gradient at hₜ: from the loss of step t and of all later ones."),
         "", ("dL/dh_t", "∂L/∂h")),
    Term("∂L/∂W", N_("The gradient of a weight: the sum of what each step contributes."), "",
         ("dL/dW",)),
    Term("W_xh", N_("Weights from the input to the hidden units, (G·H, I)."), ""),
    Term("W_hh", N_("Weights from the hidden units of the step before, (G·H, H)."), ""),
    Term("b_h", N_("Bias of the hidden units, (G·H)."), ""),
    Term("u_h", N_("Weights of each hidden unit on its own last value in an IndRNN, (H,)."), ""),
    Term("b_hn", N_("A GRU’s second bias of the candidate, inside what the reset gate "
         "multiplies."), ""),
    Term("W_hy", N_("Weights from the hidden units to the output, (O, H)."), ""),
    Term("b_y", N_("Bias of the output, (O)."), ""),
    Term("W_yh", N_("Weights from the last output, in a Jordan network, (H, O)."), ""),
    Term("T", N_("How many steps the sequence has."), ""),
    Term("I, H, O", N_("How many inputs, hidden units and outputs there are."), ""),
    Term("G", N_("How many gates and candidates a cell stacks in one weight: RNN 1, GRU 3, "
         "LSTM 4."), ""),
    Term("η", N_("The learning rate."), ""),
    Term("αₜⱼ", N_("How much of the encoder’s state j attention takes when letter t is written."),
         "", ("α",)),
    Term("λ", N_("An eigenvalue."), ""),
)  # fmt: skip

SECTIONS: dict[str, tuple[Term, ...]] = {
    N_("The network"): NETWORK,
    N_("Gates and cells"): GATES,
    N_("Gradients and learning"): LEARNING,
    N_("Series, language, attention"): TASKS,
    N_("Left to itself"): DYNAMICS,
    N_("Symbols"): SYMBOLS,
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


HAN = re.compile("[\u4e00-\u9fff]")
LETTER = r"[^\W\u4e00-\u9fff]"  # of a script that sets words apart


def help_for(setting: str) -> str | None:
    """What the control of a setting says when it is asked, if its term is in the glossary."""
    name = SETTINGS.get(setting)
    return None if name is None else _(GLOSSARY[name].text)


def terms_in(text: str) -> list[Term]:
    """The terms that a sentence uses, in the order of their first mention."""
    found: dict[str, Term] = {}
    for match in _pattern().finditer(text):
        term = _by_word()[match[0].casefold()]
        found.setdefault(term.name, term)
    return list(found.values())


def explained(text: str, before: str = "") -> str | None:
    """The explanations of all terms of a sentence as Markdown, one line each; None without any.

    What stands `before` it has explained its own terms already.
    """
    known = terms_in(before)
    new = (term for term in terms_in(text) if term not in known)
    lines = [f"**{_(term.name)}**: {_(term.text)}" for term in new]
    return "\n\n".join(lines) or None


def marked(text: str) -> dict[str, str]:
    """The words of a sentence that are terms, as they stand there, and what they mean."""
    found: dict[str, str] = {}
    seen: set[str] = set()
    for match in _pattern().finditer(text):
        term = _by_word()[match[0].casefold()]
        if term.name not in seen:
            seen.add(term.name)
            found[match[0]] = _(term.text)
    return found


@by_language(cache)
def _by_word() -> dict[str, Term]:
    """Terms by every word that means them, in small letters; a single Han character is none."""
    terms = [term for term in reversed(GLOSSARY.values()) if term.name not in PLAIN]
    words = ((word, term) for term in terms for word in term.words)
    return {word.casefold(): term for word, term in words if not HAN.fullmatch(word)}


@by_language(cache)
def _pattern() -> re.Pattern[str]:
    """Any of the words, the longest first, standing by itself."""
    words = sorted(_by_word(), key=len, reverse=True)
    either = "|".join(map(re.escape, words))
    return re.compile(rf"(?<!{LETTER})(?:{either})(?!{LETTER})", re.IGNORECASE)
