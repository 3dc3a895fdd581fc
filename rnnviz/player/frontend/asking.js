// What is asked of the server while something is dragged: one question is on its way at a time, and
// when its answer comes the newest value goes next. What is let go is for good and is never skipped.

const PATIENCE = 3000; // milliseconds after which an answer is no longer waited for

/** What a question is about, whatever the value: the same weight, the same gate. */
const about = ({ name, value }) => JSON.stringify([name, { ...value, value: null }]);

/**
 * `send({ name, value, draft })` asks. It gives a promise where the answer comes by itself: of true,
 * or of false if it must be asked anew. Else tell `answered()` when a new scene has come.
 */
export function createAsking(send, patience = PATIENCE) {
  let timer = null;
  let busy = false;
  const waiting = []; // what was let go, then at most one value on the way
  const ask = (question) => {
    busy = true;
    const own = send(question);
    if (own) own.then((heard) => (heard ? done() : ask(question)));
    else timer = setTimeout(done, patience);
  };
  function done() {
    clearTimeout(timer);
    timer = null;
    busy = false;
    if (waiting.length) ask(waiting.shift());
  }
  const forget = (question = null) => {
    const last = waiting.at(-1);
    if (last && (last.draft || (question && about(last) === about(question)))) waiting.pop();
  };
  const put = (question) => {
    if (!busy) {
      ask(question);
      return;
    }
    forget(question.draft ? null : question);
    waiting.push(question);
  };
  return {
    /** What one part of the player asks: `drag` on the way, where newer ones take its place. */
    of: (name) => ({
      drag: (value) => put({ name, value, draft: true }),
      drop: (value) => put({ name, value, draft: false }),
    }),
    /** What is on the way is of no use any more: something else was let go. */
    forget: () => forget(),
    answered() {
      if (timer !== null) done();
    },
    get busy() {
      return busy;
    },
  };
}
