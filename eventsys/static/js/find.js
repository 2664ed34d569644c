// A field above a table that shows only the rows which hold what is typed.

for (const box of document.querySelectorAll("[data-find]")) {
  const rows = [...document.querySelectorAll(`${box.dataset.find} > tr`)];
  const texts = rows.map((row) => row.cells[0].textContent.toLowerCase());
  const field = box.querySelector("input");
  box.hidden = false;
  field.addEventListener("input", () => {
    const wanted = field.value.trim().toLowerCase();
    rows.forEach((row, index) => { row.hidden = !texts[index].includes(wanted); });
  });
}
