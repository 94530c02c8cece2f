// The keys, the panel that explains them, and the buttons beside the title that do the same.

/** Says something, in a corner of the page or in the dialog that is open, and to screen readers. */
const say = (() => {
  let timer = 0;
  const hush = () => findAll(".said").forEach((place) => { place.textContent = ""; });
  return (text) => {
    clearTimeout(timer);
    hush();
    (find("dialog[open] .said") ?? find("body > .said")).textContent = text;
    timer = setTimeout(hush, 6000);
  };
})();

const saying = () => make("p", { class: "said", role: "status" });
ready(() => document.body.append(saying()));

/** A button that does something. */
const button = (text, act, attributes = {}) => {
  const made = make("button", { type: "button", ...attributes }, text);
  made.addEventListener("click", act);
  return made;
};

/** A dialog, closed; Escape and its button close it, and the focus goes back where it was. */
const panel = (id, title, ...content) => {
  const close = button("Close", () => dialog.close(), { class: "close" });
  const dialog = make(
    "dialog", { class: "panel", id, "aria-labelledby": `${id}-title`, closedby: "any" },
    make("h2", { id: `${id}-title` }, title), ...content, saying(), close,
  );
  return document.body.appendChild(dialog);
};

/** What each key does: `keys.set("f", { does: "Filter the articles", act: () => {} })`. */
const keys = new Map();
const ORDER = "jknxa[]fuet?";

const keysAreOff = () => store.get("keys") === "off";

/** Follows the link that stands in the page for the same thing; false where there is none. */
const follow = (selector) => {
  const link = findAll(selector).find((one) => one.checkVisibility());
  if (link) link.click();
  return Boolean(link);
};

document.addEventListener("keydown", (event) => {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  // Many keyboards have the brackets on a third level: AltGr, which Windows reports as Ctrl and Alt, or Option.
  const bracket = key === "[" || key === "]";
  const changed = event.metaKey || (event.ctrlKey && !(bracket && event.altKey)) || (event.altKey && !bracket);
  if (changed || event.isComposing || event.defaultPrevented || keysAreOff() || !keys.has(key)) return;
  if (find("dialog[open]") || event.target.closest?.("input, textarea, select, [contenteditable]")) return;
  event.preventDefault();
  keys.get(key).act();
});

const helpPanel = () => {
  const list = make("dl", { class: "keys" });
  const order = [...keys.keys()].sort((one, other) => ORDER.indexOf(one) - ORDER.indexOf(other));
  for (const key of order) list.append(make("div", {}, make("dt", {}, make("kbd", {}, key)), make("dd", {}, keys.get(key).does)));
  const on = make("input", { type: "checkbox", id: "keys-on" });
  on.checked = !keysAreOff();
  on.addEventListener("change", () => {
    if (on.checked) store.remove("keys");
    else store.set("keys", "off");
  });
  const label = make("label", { for: "keys-on" }, on, " Single keys act (turn off if speech or stray keys set them off)");
  return panel("help", "Keys", list, make("p", {}, label));
};

/** Puts a button beside the title of the page; the first comes first. */
const tool = (made) => {
  const place = find(".tools") ?? find(".masthead").appendChild(make("div", { class: "tools" }));
  place.append(made);
};

ready(() => {
  let help = null;
  const open = () => {
    help ??= helpPanel(); // when all keys are known
    help.showModal();
  };
  keys.set("t", { does: "Theme: automatic, light, dark", act: () => theme.turn() });
  keys.set("?", { does: "This help", act: open });
  tool(theme.button);
  tool(button("Keys", open, { "aria-haspopup": "dialog" }));
});
