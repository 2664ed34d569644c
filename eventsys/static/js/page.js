// What every page may use. All of it only helps: each form works without it.

// Buttons that copy appear where the browser can; also in what comes into the page later.
function offerCopying(part) {
  if (!navigator.clipboard && !document.execCommand) return;
  for (const button of part.querySelectorAll("[data-copy]")) button.hidden = false;
}

offerCopying(document);
document.addEventListener("content", (event) => offerCopying(event.target));

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button || button.dataset.said) return;
  if (!(await copy(document.querySelector(button.dataset.copy)))) return;
  button.dataset.said = button.textContent;
  button.textContent = button.dataset.done;
  setTimeout(() => {
    button.textContent = button.dataset.said;
    delete button.dataset.said;
  }, 2500);
});

// The browser inside a chat program often refuses the clipboard, but still copies a selection.
async function copy(source) {
  try {
    await navigator.clipboard.writeText(source.textContent);
    return true;
  } catch {
    const range = document.createRange();
    range.selectNodeContents(source);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return document.execCommand("copy");
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.confirm && !confirm(form.dataset.confirm)) {
    event.preventDefault();
    return;
  }
  // what changes nothing may be asked for again, and a file leaves the page as it is
  if (form.method === "get") return;
  // a second click sends nothing; coming back to the page makes the button work again
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  setTimeout(() => { delete form.dataset.sent; }, 8000);
});

addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

document.querySelector("[data-focus]")?.focus();
