// The script only enhances: without it every page reads, sorts (worst first) and prints as it is. All files of this
// folder are joined in the order of their names inside one function (see `script` in pages.py), so a `const` of one is
// seen by those that follow. It is loaded in the head, before there is a body, so that the theme is known before the
// first paint: work on the page goes into `ready`. Text only ever goes in as text, never as markup.

/** Runs `work` once the page is there. */
const ready = (work) => {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", work, { once: true });
  else work();
};

/** The first element that matches, or null; and all of them, as an array. */
const find = (selector, within = document) => within.querySelector(selector);
const findAll = (selector, within = document) => [...within.querySelectorAll(selector)];

/** A new element; attributes by name, children are elements or text. */
const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};
