// Going through the findings one by one, copying what is suggested, and deciding.

const cardOf = (element) => {
  const id = element?.id ?? "";
  return element?.closest(".card") ?? (id.startsWith("m-") ? document.getElementById(`f-${id.slice(2)}`) : null);
};

/** The marks and numbers of a finding in the text: where it crosses another one, or a paragraph's end, it has several. */
const placesOf = (() => {
  const articles = new WeakMap();
  return (card) => {
    const read = card.closest(".read");
    if (!articles.has(read)) {
      const places = new Map();
      for (const place of findAll(".text [data-n]", read)) {
        places.set(place.dataset.n, [...(places.get(place.dataset.n) ?? []), place]);
      }
      articles.set(read, places);
    }
    return articles.get(read).get(card.dataset.n) ?? [];
  };
})();

const marksOf = (card) => placesOf(card).filter((place) => place.localName === "mark");

/** The text of the article that a finding marks, without our numbers. */
const markedText = (card) => marksOf(card).map((mark) => {
  const copy = mark.cloneNode(true);
  findAll(".badge, .char", copy).forEach((part) => part.remove());
  return copy.textContent;
}).join(" ");

const current = (() => {
  let card = null;
  const light = (next) => {
    findAll(".current").forEach((one) => one.classList.remove("current"));
    card = next;
    if (card) [card, ...marksOf(card)].forEach((one) => one.classList.add("current"));
  };
  /** The finding that the address names. */
  const addressed = () => {
    try {
      return cardOf(document.getElementById(decodeURIComponent(location.hash.slice(1))));
    } catch {
      return null; // no proper address
    }
  };
  const shown = () => findAll(".read").filter((one) => one.checkVisibility()).flatMap((read) => findAll(".card", read));

  ready(() => {
    light(addressed());
    window.addEventListener("hashchange", () => light(addressed()));
    document.addEventListener("focusin", (event) => {
      const next = event.target.closest?.(".card");
      if (next && next !== card) light(next);
    });
  });

  return {
    get card() { return card?.checkVisibility() ? card : null; },

    /** To the next finding (1) or the one before (-1); the address changes with it, so that a reload comes back. */
    step(by) {
      const cards = shown();
      const at = cards.indexOf(card);
      const next = at < 0 ? cards[by > 0 ? 0 : cards.length - 1] : cards[at + by];
      if (!next) {
        say(cards.length ? `This is the ${by > 0 ? "last" : "first"} finding` : "No findings here");
        return;
      }
      say("");
      location.replace(`#${next.id}`);
      next.focus({ preventScroll: true });
      light(next);
      marksOf(next)[0]?.scrollIntoView({ block: "center" });
      next.scrollIntoView({ block: "nearest" });
    },
  };
})();

/** Copies text; where the browser offers no clipboard (a page served without TLS), by the old way. */
const copy = async (text) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.body.appendChild(make("textarea", { class: "away", readonly: "" }));
    const before = document.activeElement;
    area.value = text;
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    before?.focus({ preventScroll: true });
    return done;
  }
};

const deciding = (card) => {
  const fingerprint = card.dataset.fingerprint;
  const number = card.dataset.n;
  const verdict = make("p", { class: "verdict", hidden: "" });
  const reason = make("input", { type: "text", maxlength: decisions.LONGEST, autocomplete: "off", id: `why-${card.id}` });
  const why = make("p", { class: "reason", hidden: "" }, make("label", { for: reason.id }, "Reason"), reason);

  const keep = (decision) => decisions.decide({
    fingerprint, decision, reason: reason.value, article: card.closest(".read").dataset.article, code: card.dataset.code, text: markedText(card),
  });
  const press = (decision) => {
    const undone = decisions.of(fingerprint)?.decision === decision;
    if (undone) decisions.undo(fingerprint);
    else keep(decision);
    say(undone ? `Finding ${number} is open again` : `Finding ${number}: ${decisions.WORDS[decision]}`);
    return !undone;
  };
  const buttons = Object.entries(decisions.WORDS).map(([decision, words]) => (
    button(words, () => press(decision), { "data-decision": decision, "aria-pressed": "false" })
  ));
  reason.addEventListener("input", () => {
    if (card.dataset.decision) keep(card.dataset.decision); // another tab may have opened the finding again
  });
  reason.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === "Escape") card.focus();
  });
  card.append(verdict, make("div", { class: "decide", role: "group", "aria-label": `Decide on finding ${number}` }, ...buttons), why);

  return {
    card,
    /** Decides by a key, and goes on to the reason. */
    byKey(decision) {
      if (press(decision)) reason.focus();
    },
    /** Shows what is decided now. */
    show() {
      const entry = decisions.of(fingerprint);
      if (entry) card.dataset.decision = entry.decision;
      else delete card.dataset.decision;
      for (const one of buttons) one.setAttribute("aria-pressed", String(one.dataset.decision === entry?.decision));
      verdict.hidden = why.hidden = !entry;
      if (document.activeElement !== reason) reason.value = entry?.reason ?? "";
      verdict.replaceChildren(...(entry ? [make("b", {}, decisions.WORDS[entry.decision]), " ", make("bdi", {}, entry.reason)] : []));
      for (const place of placesOf(card)) place.classList.toggle("settled", Boolean(entry));
    },
  };
};

/** How many findings of an article are open still, below its headline. */
const tallyOf = (read, cards) => {
  const place = make("p", { class: "tally" });
  find(".facts", read.parentElement)?.after(place);
  return () => {
    const open = cards.filter((card) => !card.dataset.decision);
    const severities = ["critical", "major", "minor", "neutral"]
      .map((name) => [open.filter((card) => card.dataset.severity === name).length, name])
      .filter(([count]) => count).map(([count, name]) => `${count} ${name}`);
    place.hidden = open.length === cards.length;
    place.textContent = open.length
      ? `${cards.length - open.length} of ${cards.length} decided; still open: ${severities.join(", ")}.`
      : `All ${cards.length} decided.`;
  };
};

const offerCopy = (change, number) => {
  const act = async () => say((await copy(change.dataset.copy)) ? "Copied" : "Not copied: the browser does not allow it");
  const label = `Copy the suggestion for finding ${number}`;
  find(".label", change).after(button("Copy", act, { class: "copy", "aria-label": label }));
};

ready(() => {
  const decided = new Map(); // by card
  const tallies = new Map(); // by article
  /** Sets up the articles in sight: a report in one file shows one at a time. */
  const setUp = () => {
    for (const read of findAll(".read").filter((one) => !tallies.has(one) && one.checkVisibility())) {
      const cards = findAll(".card", read);
      tallies.set(read, tallyOf(read, cards));
      for (const card of cards) {
        decided.set(card, deciding(card));
        const change = find(".change[data-copy]", card);
        if (change) offerCopy(change, card.dataset.n);
      }
    }
    show();
  };
  const show = (fingerprint) => {
    const now = new Set(decisions.all().map((entry) => entry.fingerprint));
    decided.forEach((one, card) => {
      const { dataset } = card;
      const touched = fingerprint ? dataset.fingerprint === fingerprint : dataset.decision || now.has(dataset.fingerprint);
      if (touched) one.show();
    });
    tallies.forEach((tally) => tally());
  };
  decisions.watch(show);
  window.addEventListener("hashchange", setUp);
  setUp();

  if (document.body.dataset.page !== "index") {
    const onCard = (decision) => () => {
      if (current.card) decided.get(current.card).byKey(decision);
      else say("Go to a finding first: j");
    };
    keys.set("j", { does: "Next finding", act: () => current.step(1) });
    keys.set("k", { does: "Finding before", act: () => current.step(-1) });
    keys.set("n", { does: "Not an error (again: open)", act: onCard("not-an-error") });
    keys.set("x", { does: "Fixed", act: onCard("fixed") });
    keys.set("a", { does: "Ask the author", act: onCard("ask") });
    keys.set("[", { does: "Article before", act: () => follow("a[rel~=prev]") || say("This is the first article") });
    keys.set("]", { does: "Next article", act: () => follow("a[rel~=next]") || say("This is the last article") });
    keys.set("u", { does: "All articles", act: () => follow("a[rel~=up]") });
  }
});
