// What is asked of the server while something is dragged: one question is on its way at a time, and
// when its answer comes the newest value goes next. The last one, when it is let go, is for good.

const PATIENCE = 3000; // milliseconds after which an answer is no longer waited for

/** `send(value, draft)` asks; tell `answered()` when a new scene has come. */
export function createAsking(send, patience = PATIENCE) {
  let waiting = null; // a timer, while an answer is out
  let next = null;
  const ask = (question) => {
    send(question.value, question.draft);
    waiting = setTimeout(answered, patience);
  };
  function answered() {
    clearTimeout(waiting);
    waiting = null;
    if (!next) return;
    const question = next;
    next = null;
    ask(question);
  }
  const put = (value, draft) => {
    if (waiting === null) ask({ value, draft });
    else next = { value, draft };
  };
  return {
    /** On the way: newer ones take its place. */
    drag: (value) => put(value, true),
    /** Let go. */
    drop: (value) => put(value, false),
    answered,
    get busy() {
      return waiting !== null;
    },
  };
}
