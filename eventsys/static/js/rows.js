// Rows of a form are added, removed and moved at once. Without this module the same buttons send the
// form, and the server does it. Fields of a row are named "speakers-0-name"; the number is its place.

for (const list of document.querySelectorAll("[data-rows]")) {
  list.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=rows]");
    if (!button) return;
    event.preventDefault();
    const [, action] = button.value.split(":");
    const row = button.closest("[data-row]");
    const focus = change(list, action, row, button);
    number(list);
    focus?.focus();
  });
}

// Carry out a button, and return what the keyboard should be at then.
function change(list, action, row, button) {
  const rows = list.querySelectorAll("[data-row]");
  if (action === "add") {
    const last = rows[rows.length - 1];
    const fresh = emptied(last.cloneNode(true));
    last.after(fresh);
    return firstField(fresh);
  }
  if (action === "remove") {
    const next = row.nextElementSibling?.closest("[data-row]") ?? row.previousElementSibling?.closest("[data-row]");
    if (rows.length === 1) return firstField(emptied(row));
    row.remove();
    return next && firstField(next);
  }
  if (action === "up") row.previousElementSibling?.closest("[data-row]")?.before(row);
  if (action === "down") row.nextElementSibling?.closest("[data-row]")?.after(row);
  return button;
}

function firstField(row) {
  return row.querySelector("input:not([type=hidden]), select, textarea");
}

// Empty the fields of a row, and take away what was said about them.
function emptied(row) {
  for (const field of row.querySelectorAll("input, textarea")) {
    if (field.type === "checkbox") field.checked = false;
    else field.value = "";
    field.removeAttribute("aria-invalid");
  }
  for (const select of row.querySelectorAll("select")) select.selectedIndex = 0;
  for (const error of row.querySelectorAll(".field-error")) error.remove();
  for (const wrong of row.querySelectorAll(".field-wrong")) wrong.classList.remove("field-wrong");
  for (const details of row.querySelectorAll("details")) details.open = false;
  return row;
}

// Give all rows the numbers of their places, in names, labels and buttons.
function number(list) {
  const name = list.dataset.rows;
  const rows = list.querySelectorAll("[data-row]");
  rows.forEach((row, place) => {
    for (const element of row.querySelectorAll("*")) {
      for (const attribute of ["name", "id", "for", "aria-describedby"]) {
        const value = element.getAttribute(attribute);
        if (value) element.setAttribute(attribute, value.replaceAll(new RegExp(`\\b${name}-\\d+-`, "g"), `${name}-${place}-`));
      }
    }
    for (const button of row.querySelectorAll("button[name=rows]")) {
      const [, action] = button.value.split(":");
      button.value = `${name}:${action}:${place}`;
      button.disabled = (action === "up" && place === 0) || (action === "down" && place === rows.length - 1);
    }
    for (const shown of row.querySelectorAll("[data-row-number]")) shown.textContent = place + 1;
  });
}
