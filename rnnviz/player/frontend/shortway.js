// The short way to the server: the scene with a value on the way, without a run of the page. It is
// the one module that asks the network, its own server alone, and no film holds it.

const PATH = "_rnnviz/draft"; // beside the page, below whatever path the app lives; see ui/draft
const PATIENCE = 3000; // milliseconds

/** Where the answers come from: below the path that the server was told to live at, or, where it
 * was told none (a proxy may have one of its own), beside the page. */
export function addressOf(href, base = "") {
  const page = new URL(href);
  if (base) return new URL(`/${base}/${PATH}`, page.origin).href;
  return new URL(PATH, page.origin + page.pathname.replace(/\/+$/, "")).href;
}

/** The bytes of a scene; null: no picture of this value; false: nobody answers here. */
async function answer(ask, { base, ...page }, question) {
  try {
    const response = await ask(addressOf(location.href, base), {
      method: "POST",
      mode: "same-origin",
      redirect: "error",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ...page, ...question }),
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (response.status !== 200) return response.status === 404 || response.status === 405 ? false : null;
    const known = response.headers.get("content-type") === "application/octet-stream";
    return known && new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    return error.name === "TimeoutError" ? null : false;
  }
}

/** Asks with `page`, what the page said of itself; null where there is no such way. */
export function createShortWay(ask = (...what) => fetch(...what)) {
  const who = Math.random().toString(36).slice(2); // one question at a time from each of us
  let open = true;
  return (page, question) => {
    if (!open || !page) return null;
    return answer(ask, { ...page, who }, question).then((heard) => {
      if (heard === false) open = false;
      return heard;
    });
  };
}
