// What the desk has decided, by the fingerprint of the finding: each decision is an entry of its own in the store, so
// that two tabs never overwrite each other, and a new report on the same articles finds what it still has use for.

const decisions = (() => {
  const watchers = [];
  let unsaved = false;
  const start = () => store.own("decision/");
  const text = (value, most) => (typeof value === "string" ? value.slice(0, most) : "");
  const changed = (fingerprint) => watchers.forEach((work) => work(fingerprint));

  /** What may be used of an entry, or null: what comes out of a store or a file may be anything. */
  const sound = (entry) => {
    if (typeof entry !== "object" || entry === null) return null;
    if (typeof entry.decision !== "string" || !Object.hasOwn(decisions.WORDS, entry.decision)) return null;
    if (typeof entry.fingerprint !== "string" || !/^[0-9a-f]{16}$/.test(entry.fingerprint)) return null;
    const at = new Date(text(entry.at, 40));
    return {
      fingerprint: entry.fingerprint,
      article: text(entry.article, 1000),
      code: text(entry.code, 100),
      text: text(entry.text, 2000),
      decision: entry.decision,
      reason: text(entry.reason, decisions.LONGEST),
      at: (Number.isNaN(at.getTime()) ? new Date(0) : at).toISOString(),
    };
  };

  const read = (key) => {
    try {
      return sound(JSON.parse(store.get(key)));
    } catch {
      return null;
    }
  };

  const put = (entry) => {
    if (!store.set(start() + entry.fingerprint, JSON.stringify(entry))) unsaved = true;
  };

  ready(() => store.watch(start(), () => changed()));
  window.addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });

  return {
    WORDS: { "not-an-error": "Not an error", fixed: "Fixed", ask: "Ask the author" },
    LONGEST: 500,

    /** The decision on a finding, or null. */
    of: (fingerprint) => read(start() + fingerprint),

    /** All decisions of this report, on all its pages, article by article. */
    all() {
      const found = store.keys(start()).map(read).filter(Boolean);
      return found.sort((a, b) => (a.article < b.article ? -1 : Number(a.article > b.article)) || (a.at < b.at ? -1 : 1));
    },

    /** Keeps a decision, dated now. */
    decide(entry) {
      put(sound({ ...entry, at: new Date().toISOString() }));
      changed(entry.fingerprint);
    },

    undo(fingerprint) {
      store.remove(start() + fingerprint);
      changed(fingerprint);
    },

    forget() {
      store.keys(start()).forEach((key) => store.remove(key));
      unsaved = false;
      changed();
    },

    /** Takes in what somebody has exported; of two decisions on a finding the later one stays. Throws on other files. */
    take(content) {
      const file = JSON.parse(content);
      if (file?.["newslint-decisions"] !== 1 || !Array.isArray(file.decisions)) throw new Error("not a decisions file");
      const count = { taken: 0, older: 0, bad: 0 };
      for (const entry of file.decisions.map(sound)) {
        const mine = entry && decisions.of(entry.fingerprint);
        if (!entry) count.bad += 1;
        else if (mine && mine.at >= entry.at) count.older += 1;
        else {
          put(entry);
          count.taken += 1;
        }
      }
      changed();
      return count;
    },

    /** All decisions as `newslint accept` reads them. */
    file: () => `${JSON.stringify({ "newslint-decisions": 1, decisions: decisions.all() }, null, 1)}\n`,

    /** Whether some would be lost if the page were left now; `saved` says that they lie in a file. */
    get unsaved() { return unsaved; },
    saved() {
      unsaved = false;
      changed();
    },

    /** Calls `work` after every change, made here or in another tab; with the fingerprint where it is a single one. */
    watch: (work) => watchers.push(work),
  };
})();
