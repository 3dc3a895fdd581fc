"""The articles that this project answers: one list, by title, never by number.

A sentence names an article by its short title (`MNEMONIST.short`, or `MNEMONIST.head` at the
beginning of a sentence or in a table); the full title and the address stand in the list of
sources, on the page of words. Nothing is fetched from any of them.

>>> MNEMONIST.short, MNEMONIST.head
('the mnemonist article', 'The mnemonist article')
"""

from dataclasses import dataclass

from rnnviz.words import N_, _


@dataclass(frozen=True)
class Source:
    """One article: how it is called in a sentence, its title, and where it stands."""

    code: str
    name: str  # within a sentence
    title: str
    where: str  # author, publisher, year
    address: str = ""  # without https://, empty where none is known
    about: str = ""  # what here comes from it

    @property
    def short(self) -> str:
        """How it is called within a sentence."""
        return _(self.name)

    @property
    def head(self) -> str:
        """The short title with a capital letter, for the beginning of a sentence or a table."""
        return self.short[0].upper() + self.short[1:]


MNEMONIST = Source(
    "mnemonist",
    N_("the mnemonist article"),
    "Recurrent Neural Networks: A Very Special Kind of Mnemonist",
    "Towards AI",
    "pub.towardsai.net/recurrent-neural-networks-a-very-special-kind-of-mnemonist-cd0b0a41fe75",
    N_("The network of 5 weights that fits a sine and the rate of an oil well."),
)
OLAH = Source(
    "olah",
    N_("Olah’s walk-through"),
    "Understanding LSTM Networks",
    "Christopher Olah, 2015",
    "colah.github.io/posts/2015-08-Understanding-LSTMs",
    N_("The LSTM gate by gate, and the two sentences of “The long gap”."),
)
ACCOUNT = Source(
    "account",
    N_("the short account of RNNs"),
    "简述RNN循环神经网络 (A short account of RNNs)",
    "MUDSS workshop",
    "",
    N_("Backpropagation through time as a product of Jacobians."),
)
TORCH = Source(
    "torch",
    N_("the article on nn.RNN"),
    "循环神经网络(RNN) (Recurrent neural networks, with PyTorch’s nn.RNN)",
    "2022",
    "",
    N_("What the arguments and the shapes of PyTorch’s nn.RNN mean."),
)
SEQUENTIAL = Source(
    "sequential",
    N_("the KDnuggets article"),
    "Deep learning for sequential data (RNNs)",
    "KDnuggets, July 2020",
    "kdnuggets.com/2020/07/rnn-deep-learning-sequential-data.html",
    N_("The digit that an LSTM reads row by row."),
)

SOURCES: dict[str, Source] = {
    source.code: source for source in (MNEMONIST, OLAH, ACCOUNT, TORCH, SEQUENTIAL)
}
