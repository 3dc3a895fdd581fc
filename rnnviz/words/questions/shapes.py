"""Shapes of arrays, and how many numbers there are."""

from rnnviz.words import N_
from rnnviz.words.questions.question import Question

SHAPES: dict[str, Question] = {
    "h_n": Question(
        belief=N_("What is h_n, and how does it differ from output?"),
        text=N_(
            "output holds what the last layer says at every step, {output} here; h_n holds the "
            "last state of every layer in every direction, {h_n}. The first axis of output counts "
            "the steps, that of h_n the 2 layers times 2 directions."
        ),
        numbers={"output": "(5, 8, 6)", "h_n": "(4, 8, 3)"},
        screen="shapes",
        query={"num_layers": "2", "bidirectional": "1"},
    ),
    "output_last": Question(
        belief=N_("Why is output[-1] the wrong summary of a bidirectional network?"),
        text=N_(
            "At the last step the direction that reads backward has read one value of {steps}: "
            "unit 1 says {one} there, and {all} once it has read them all. Take h_n instead."
        ),
        numbers={"steps": "5", "one": "0.554", "all": "0.863"},
        screen="shapes",
        query={"bidirectional": "1"},
    ),
    "three_counts": Question(
        belief=N_(
            "Why do books, PyTorch and Keras count different numbers of weights for one GRU?"
        ),
        text=N_(
            "With 1 input and 3 units the equations have {book}. PyTorch and Keras keep two biases "
            "for each gate where one would do, and count {torch} and {keras}."
        ),
        numbers={"book": "45", "torch": "54", "keras": "54"},
        screen="shapes",
        query={"cell": "gru", "input_size": "1"},
    ),
    "count_cells": Question(
        belief=N_("How many weights has an LSTM more than a plain RNN?"),
        text=N_(
            "Four times as many: with 1 input and 8 units PyTorch’s RNN has {rnn}, its GRU {gru} "
            "and its LSTM {lstm}, one set for each gate and the candidate."
        ),
        numbers={"rnn": "88", "gru": "264", "lstm": "352"},
        screen="shapes",
        query={"cell": "lstm", "hidden": "8", "input_size": "1"},
    ),
    "batch_first": Question(
        belief=N_("What does batch_first change?"),
        text=N_(
            "The order of axes of input and output: {input} becomes {first}. h_n stays {h_n}, "
            "whatever it is set to."
        ),
        numbers={"input": "(5, 8, 2)", "first": "(8, 5, 2)", "h_n": "(1, 8, 3)"},
        screen="shapes",
        query={"batch_first": "1"},
    ),
    "two_ways": Question(
        belief=N_("What does a second direction cost?"),
        text=N_(
            "The layer’s weights twice, {one} become {two}, and an output twice as wide: {narrow} "
            "numbers a step become {wide}."
        ),
        numbers={"one": "21", "two": "42", "narrow": "3", "wide": "6"},
        screen="shapes",
        query={"bidirectional": "1"},
    ),
    "padding": Question(
        belief=N_("Does a sequence that is filled up with zeros give the same state?"),
        text=N_(
            "No: a zero is read like any other input. After three values unit 1 is at {before}, "
            "after five zeros more at {after}; take the state where the sequence ends, or pack it."
        ),
        numbers={"before": "0.706", "after": "0.399"},
        screen="unroll",
        query={
            "trained": "0",
            "input": "typed",
            "typed": "0.9,-0.5,0.7,0,0,0,0,0,0",
        },
    ),
}
