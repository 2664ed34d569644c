// A box in a table's head that ticks the boxes of all rows which are shown.

for (const box of document.querySelectorAll("[data-tick-all]")) {
  box.hidden = false;
  box.addEventListener("change", () => {
    for (const row of document.querySelectorAll(`${box.dataset.tickAll} > tr`)) {
      if (!row.hidden) row.querySelector("input[type=checkbox]").checked = box.checked;
    }
  });
}
