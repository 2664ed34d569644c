// Keeps the board of quotas up to date while the page is in sight. Only what changed is written, so
// that ticks and the keyboard's place stay; nothing is announced. Without this module the page works.

const PAUSE = 15_000;
const board = document.querySelector("[data-board]");
let tag = null;
let asking = false;

async function refresh() {
  if (document.hidden || asking) return;
  asking = true;
  try {
    const headers = tag ? { "If-None-Match": tag } : {};
    // whoever was signed out meanwhile is sent elsewhere: the page then stays as it is
    const answer = await fetch(board.dataset.board, { headers, redirect: "error" });
    if (answer.status !== 200) return;
    tag = answer.headers.get("ETag");
    show(new DOMParser().parseFromString(await answer.text(), "text/html").body);
  } catch {
    // the next time may do better
  } finally {
    asking = false;
  }
}

function show(fresh) {
  const rows = rowsOf(board);
  const freshRows = rowsOf(fresh);
  if (rows.map((row) => row.id).join() !== freshRows.map((row) => row.id).join()) {
    replaceAll(fresh);
    return;
  }
  for (const part of fresh.querySelectorAll("[data-live]")) write(document.getElementById(part.id), part);
  rows.forEach((row, place) => {
    [...row.cells].forEach((cell, index) => {
      if (!cell.classList.contains("board-tick")) write(cell, freshRows[place].cells[index]);
    });
  });
}

// Quotas came or went: everything is written anew, and the ticks are put back.
function replaceAll(fresh) {
  const ticked = new Set([...board.querySelectorAll("input:checked")].map((box) => box.value));
  board.replaceChildren(...fresh.childNodes);
  for (const box of board.querySelectorAll("input[type=checkbox]")) box.checked = ticked.has(box.value);
  document.querySelector("[data-find] input")?.dispatchEvent(new Event("input"));
}

function write(shown, fresh) {
  if (shown && fresh && shown.innerHTML !== fresh.innerHTML) shown.innerHTML = fresh.innerHTML;
}

function rowsOf(element) {
  return [...element.querySelectorAll("tbody > tr")];
}

if (board) {
  setInterval(refresh, PAUSE);
  document.addEventListener("visibilitychange", refresh);
}
