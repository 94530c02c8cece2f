// Light, dark, or as the system has it. This much runs before the first paint, so that nothing flashes.

const theme = {
  NAMES: { "": "automatic", light: "light", dark: "dark" },

  get now() {
    const kept = store.get("theme");
    return kept === "light" || kept === "dark" ? kept : "";
  },

  show() {
    if (this.now) document.documentElement.dataset.theme = this.now;
    else delete document.documentElement.dataset.theme;
    if (this.button) this.button.textContent = `Theme: ${this.NAMES[this.now]}`;
  },

  /** The next one: automatic, light, dark, and round again. */
  turn() {
    const order = Object.keys(this.NAMES);
    store.set("theme", order[(order.indexOf(this.now) + 1) % order.length]);
    this.show();
    say(`Theme: ${this.NAMES[this.now]}`);
  },
};

theme.show();
ready(() => {
  theme.button = button("", () => theme.turn());
  theme.show();
});
store.watch("theme", () => theme.show());
