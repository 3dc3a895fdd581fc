// The lesson at the foot of a phone: what else stands there stands above it, and each new card, or
// each new part of one, is read from its beginning.
{
  const rail = document.querySelector(".st-key-rail");
  const fit = () => {
    const sheet = matchMedia("(max-width: 900px)").matches && rail.isConnected;
    const root = document.documentElement;
    if (sheet) root.style.setProperty("--rv-foot", `${rail.offsetHeight}px`);
    else root.style.removeProperty("--rv-foot");
  };
  if (rail) {
    rail.scrollTop = 0;
    rail.fit?.disconnect();
    rail.fit = new ResizeObserver(fit);
    rail.fit.observe(rail);
    addEventListener("resize", fit);
    fit();
  }
}
