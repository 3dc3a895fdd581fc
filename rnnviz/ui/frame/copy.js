// “Copy link”: the address as it is now, the player's step and choice in it. And what language it
// all is in, which Streamlit does not say.
{
  const copy = async (text) => {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const field = document.createElement("textarea"); // where a page is not served safely
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  };
  for (const button of document.querySelectorAll(".copy-link:not([data-ready])")) {
    const label = button.firstElementChild;
    const text = label.textContent;
    button.dataset.ready = "";
    document.documentElement.lang = button.dataset.lang;
    button.addEventListener("click", async () => {
      await copy(location.href);
      label.textContent = button.dataset.done;
      setTimeout(() => { label.textContent = text; }, 1500);
    });
  }
}
