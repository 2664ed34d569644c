// What is typed is checked at once. Without this module the same form is sent by its button.

const PAUSE = 400;

for (const form of document.querySelectorAll("form[data-live]")) {
  const results = document.querySelector(form.dataset.live);
  const said = document.querySelector(`${form.dataset.live}-said`);
  const field = form.querySelector("textarea");
  let timer = 0;
  let latest = 0;

  async function show() {
    const asked = ++latest;
    if (!field.value.trim()) {
      results.replaceChildren();
      said.textContent = "";
      return;
    }
    let page;
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
      if (!answer.ok) return;
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch {
      return; // without a connection the button still tells what is wrong
    }
    // a slower answer to an earlier question says nothing any more
    if (asked !== latest) return;
    const found = page.querySelector(form.dataset.live);
    if (!found) return;
    results.replaceChildren(...found.childNodes);
    said.textContent = results.querySelector("h2")?.textContent.trim() ?? "";
    results.dispatchEvent(new CustomEvent("content", { bubbles: true }));
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, PAUSE);
  });
}
