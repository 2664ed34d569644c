// The agency field suggests known agencies while somebody types: an editable combobox with a list,
// as the ARIA Authoring Practices describe it. What is not known is taken as it is typed. Until the
// agencies have come, and where this module does not run, the browser's own list does the work.
// Only syntax of 2019, and no lookbehind: old telephones shall read it.

const MOST = 8;
const LONGEST = 200;

// What a reader cannot see, the same as in rules/thai.py.
const IGNORABLE = /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]+/gu;
const FOREIGN_MARK = /[^\P{Mn}\u0e00-\u0e7f]/u;
const DISORDER = /[\u0e48-\u0e4c\u0e4e][\u0e31\u0e34-\u0e3a\u0e47]|\u0e4d|\u0e33[\u0e48-\u0e4b]|\u0e40\u0e40/;
const MARK_RUN = /(^|[^\u0e31\u0e32\u0e34-\u0e3a\u0e47-\u0e4e])([\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]+)(\u0e32[\u0e48-\u0e4b]*)?/g;
const NIKHAHIT = "\u0e4d";

// Put Thai letters as they are meant: repair_letters in rules/thai.py says how and why.
function repaired(text) {
  const plain = text.replace(IGNORABLE, "").normalize("NFC");
  if (!DISORDER.test(plain) || FOREIGN_MARK.test(plain)) return plain;
  return plain
    .replace(/\u0e40\u0e40/g, "\u0e41")
    .replace(/\u0e33/g, "\u0e4d\u0e32")
    .replace(MARK_RUN, (_, before, marks, tail = "") => before + inOrder(marks, tail))
    .replace(/\u0e4d\u0e32/g, "\u0e33")
    .normalize("NFC");
}

function inOrder(marks, tail) {
  const am = tail && marks.includes(NIKHAHIT);
  const all = am ? marks.replace(NIKHAHIT, "") + tail.slice(1) : marks;
  const ordered = [...all].sort((one, other) => markClass(one) - markClass(other)).join("");
  return ordered + (am ? "\u0e33" : tail);
}

function markClass(mark) {
  if (mark === NIKHAHIT) return 2;
  return mark >= "\u0e48" ? 1 : 0;
}

// Return a text as the server compares it: letters, digits and Thai marks alone, lower case.
export function compact(text) {
  return repaired(text).toLowerCase().replace(/[^\p{L}\p{N}\u0e2f-\u0e4e]/gu, "");
}

// Return the agencies to suggest, the likeliest first: as search_agencies in rules/agencies.py.
export function search(known, typed) {
  const wanted = compact([...typed].slice(0, LONGEST).join(""));
  const ranks = [[], [], [], [], []];
  if (!wanted) return [];
  for (const agency of known.own.concat(known.table)) {
    const rank = rankOf(wanted, agency);
    if (rank !== null) ranks[rank].push(agency);
  }
  return [].concat(...ranks).slice(0, MOST);
}

function rankOf(wanted, agency) {
  if (agency.key === wanted) return 0;
  if (agency.key.startsWith(wanted)) return 1;
  const wholes = wholesOf(agency);
  if (wholes.some((whole) => whole.startsWith(wanted))) return 2;
  if (agency.names.some((name) => name.includes(` ${wanted}`))) return 3;
  return wholes.some((whole) => whole.includes(wanted)) ? 4 : null;
}

function wholesOf(agency) {
  return agency.names.map((name) => name.replace(/ /g, ""));
}

// Return the agency of which the text typed is some spelling, but not the one that names show.
export function agencyToOffer(known, typed) {
  const key = compact(typed);
  if (!key) return null;
  const named = known.table.concat(known.own).find(
    (agency) => agency.key === key || wholesOf(agency).includes(key),
  );
  const written = repaired(typed).split(/\s+/).filter(Boolean).join(" ");
  return named && named.abbr !== written ? named : null;
}

function element(tag, attributes, text = "") {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.textContent = text;
  return made;
}

// A name may be of the other language than the page: tell it to who reads aloud.
function inItsLanguage(tag, text) {
  return element(tag, { lang: /[\u0e00-\u0e7f]/.test(text) ? "th" : "en" }, text);
}

class AgencyField {
  constructor(box) {
    this.box = box;
    this.input = box.querySelector("input");
    this.purpose = this.input.getAttribute("autocomplete");
    this.known = null;
    this.asked = false;
    this.shown = [];
    this.active = -1;
    this.offered = null;
    this.typed = false;
    this.saying = 0;

    // all of it stands ready from the start: moving the field later would close the keyboard;
    // without the tabindex the tabulator stops in Chromium at a list that scrolls
    this.list = element("ul", { id: "agency-list", class: "suggestions", role: "listbox", tabindex: "-1", "aria-label": box.dataset.list });
    this.list.hidden = true;
    this.offer = element("button", { type: "button", class: "btn btn-outline-primary agency-offer" });
    this.offer.hidden = true;
    this.status = element("div", { role: "status", class: "visually-hidden" });
    this.input.after(this.offer, this.list, this.status);

    this.input.addEventListener("focus", () => {
      this.keepBrowserAside(true);
      this.load();
    });
    this.input.addEventListener("input", () => this.update());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => {
      this.typed = false;
      this.keepBrowserAside(false);
      this.close();
    });
    this.input.form.addEventListener("submit", () => this.keepBrowserAside(false));
    window.addEventListener("pagehide", () => this.keepBrowserAside(false));
    // the field keeps the keyboard while a suggestion is tapped
    for (const part of [this.list, this.offer]) part.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const place = [...this.list.children].indexOf(event.target.closest("[role=option]"));
      if (place >= 0) this.choose(this.shown[place]);
    });
    this.offer.addEventListener("click", () => {
      if (document.activeElement === this.offer) this.input.focus();
      this.choose(this.offered);
    });
    if (document.activeElement === this.input) this.load();
  }

  // Fetch the agencies once; where that fails, the browser's own list stays until the next try.
  async load() {
    if (this.asked) return;
    this.asked = true;
    try {
      const answer = await fetch(this.box.dataset.agencies);
      if (!answer.ok) throw new Error(answer.statusText);
      this.known = await answer.json();
    } catch {
      this.asked = false;
      return;
    }
    this.input.removeAttribute("list");
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(attributes)) this.input.setAttribute(name, value);
    this.keepBrowserAside(document.activeElement === this.input);
    if (this.typed) this.update();
    else this.showOffer();
  }

  // What the browser remembers would lie over the list, so it is kept aside while somebody types; but
  // only then: it fills in a whole address otherwise, and what was typed when a page is returned to.
  keepBrowserAside(aside) {
    if (this.known) this.input.setAttribute("autocomplete", aside ? "off" : this.purpose);
  }

  update() {
    this.typed = document.activeElement === this.input;
    if (!this.known) return;
    this.showOffer();
    if (!this.typed) return;
    this.suggest();
    // a list of nothing but what the button offers would only lie over the next field
    this.show(this.shown.length > 0 && !(this.shown.length === 1 && this.shown[0] === this.offered));
    this.sayWhatThereIs();
  }

  open() {
    this.suggest();
    this.show(this.shown.length > 0);
    this.sayWhatThereIs();
  }

  suggest() {
    this.shown = search(this.known, this.input.value);
    this.list.textContent = "";
    this.shown.forEach((agency, place) => this.list.append(this.option(agency, place)));
    this.activate(-1);
    this.list.scrollTop = 0;
  }

  show(open) {
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
    if (open) this.reveal();
  }

  close() {
    if (!this.known) return;
    this.show(false);
    this.activate(-1);
    this.say("");
  }

  option(agency, place) {
    const item = element("li", { id: `${this.list.id}-${place}`, role: "option", "aria-selected": "false" });
    item.append(inItsLanguage("b", agency.abbr));
    const name = document.documentElement.lang === "en" ? agency.en || agency.th : agency.th || agency.en;
    if (name && name !== agency.abbr) item.append(" ", inItsLanguage("span", name));
    return item;
  }

  activate(place) {
    const items = [...this.list.children];
    items.forEach((item, index) => item.setAttribute("aria-selected", String(index === place)));
    this.active = place;
    const item = items[place];
    if (!item) {
      this.input.removeAttribute("aria-activedescendant");
      return;
    }
    this.input.setAttribute("aria-activedescendant", item.id);
    const below = item.offsetTop + item.offsetHeight - this.list.clientHeight;
    this.list.scrollTop = Math.min(item.offsetTop, Math.max(this.list.scrollTop, below));
  }

  key(event) {
    // while letters are being composed, the keys belong to the keyboard's own window
    if (!this.known || event.isComposing || event.ctrlKey || event.metaKey) return;
    const isOpen = !this.list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!isOpen) this.open();
      if (!event.altKey) this.step(event.key === "ArrowDown" ? 1 : -1);
      else if (event.key === "ArrowUp") this.close();
    } else if (event.key === "Enter" && isOpen && this.active >= 0) {
      event.preventDefault();
      this.choose(this.shown[this.active]);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      this.close();
    } else if (["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) {
      this.activate(-1);
    }
  }

  // Go to the next suggestion or the one before; beyond the ends stands what was typed.
  step(by) {
    const places = this.shown.length + 1;
    this.activate(((this.active + 1 + by + places) % places) - 1);
  }

  choose(agency) {
    this.input.value = agency.abbr;
    this.close();
    this.showOffer();
    this.say(this.box.dataset.chosen.replace("{}", () => agency.abbr));
  }

  // Offer the abbreviation right when the text is typed: a line that came when the field is left
  // would push away the button that is being tapped.
  showOffer() {
    const agency = agencyToOffer(this.known, this.input.value);
    this.offered = agency;
    this.offer.hidden = !agency;
    if (!agency) return;
    const isName = wholesOf(agency).includes(agency.key);
    const sentence = isName ? this.box.dataset.name : this.box.dataset.abbreviation;
    this.offer.textContent = sentence.replace("{}", () => agency.abbr);
  }

  // Scroll as far as the list needs, never the field itself out of sight; at once, as the next letter
  // would end a smooth movement on its way.
  reveal() {
    const view = window.visualViewport;
    const bottom = view ? view.offsetTop + view.height : window.innerHeight;
    const hidden = this.list.getBoundingClientRect().bottom + 8 - bottom;
    const room = this.box.getBoundingClientRect().top - (view ? view.offsetTop : 0) - 8;
    const by = Math.min(hidden, room);
    if (by > 0) window.scrollBy({ top: by, behavior: "instant" });
  }

  sayWhatThereIs() {
    if (!compact(this.input.value)) {
      this.say("");
      return;
    }
    const { count, none } = this.box.dataset;
    const parts = [];
    if (!this.list.hidden) parts.push(count.replace("{}", this.shown.length));
    if (this.offered) parts.push(this.offer.textContent);
    this.say(parts.join(" – ") || none);
  }

  // Say it after a pause, so that typing is not talked over.
  say(text) {
    clearTimeout(this.saying);
    this.saying = setTimeout(() => { this.status.textContent = text; }, text ? 500 : 0);
  }
}

for (const box of document.querySelectorAll("[data-agencies]")) new AgencyField(box);
