// What the page remembers lies in the browser's own storage: no cookies, and nothing of it leaves this machine. Some
// browsers refuse it (a page opened from a disk, a full quota): then things are kept until the page is left. Whoever
// reads a value checks it: other pages of the same origin may have written anything there.

const store = (() => {
  const memory = new Map();
  const name = (key) => `newslint/${key}`;
  let storage = null;
  try {
    storage = window.localStorage;
  } catch {
    // refused
  }
  return {
    /** The key for something of this report alone: `store.own("filter")`. */
    own: (key) => `${document.body.dataset.report}/${key}`,

    /** The text under a key, or null. */
    get(key) {
      if (memory.has(key)) return memory.get(key);
      try {
        return storage.getItem(name(key));
      } catch {
        return null;
      }
    },

    /** Keeps a text. False where it will be lost when the page is left. */
    set(key, text) {
      try {
        storage.setItem(name(key), text);
        memory.delete(key);
        return true;
      } catch {
        memory.set(key, text);
        return false;
      }
    },

    remove(key) {
      memory.delete(key);
      try {
        storage.removeItem(name(key));
      } catch {
        // nothing is kept there
      }
    },

    /** All keys that begin so. */
    keys(start) {
      const kept = storage ? Object.keys(storage).filter((key) => key.startsWith(name(start))) : [];
      return [...new Set([...kept.map((key) => key.slice(name("").length)), ...memory.keys()])]
        .filter((key) => key.startsWith(start));
    },

    /** Calls `work` when another tab has changed something under such a key. */
    watch(start, work) {
      window.addEventListener("storage", (event) => {
        if (event.key === null || event.key.startsWith(name(start))) work();
      });
      // A page that comes back from the browser's memory has missed what went on.
      window.addEventListener("pageshow", (event) => {
        if (event.persisted) work();
      });
    },
  };
})();
