// On a telephone the tabs scroll sideways: bring the current one into sight.

const current = document.querySelector(".tabs [aria-current]");
const list = current?.closest("ul");
if (list) list.scrollLeft = current.offsetLeft - (list.clientWidth - current.offsetWidth) / 2;
