// A field above a table that shows only the rows which hold what is typed.

for (const box of document.querySelectorAll("[data-find]")) {
  const field = box.querySelector("input");
  box.hidden = false;
  field.addEventListener("input", () => {
    const wanted = field.value.trim().toLowerCase();
    for (const row of document.querySelectorAll(`${box.dataset.find} > tr`)) {
      row.hidden = !row.querySelector("th").textContent.toLowerCase().includes(wanted);
    }
  });
  // the field stands in a form of other filters, which the Enter key would send
  field.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
}
