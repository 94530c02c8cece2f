// The desk's view: the table of articles can be sorted by its headers and filtered, and shows what has been decided.
// How it stands is in the address, so that it can be shared, and in the store, so that it is there again after a look
// at an article. In the report of one file the address belongs to the articles: there it is only in the store.

const desk = (() => {
  const SEVERITIES = ["neutral", "minor", "major", "critical"];
  const COLUMNS = ["title", "score", ...SEVERITIES.toReversed(), "where", "words", "ease", "new"];
  const UPWARDS = new Set(["title", "score", "ease"]); // what is worth a look first has the lowest figure there
  const EMPTY = { q: "", severity: "", family: "", rule: "", open: "", changed: "", sort: "" };
  const NONE = { rules: [], rows: null };
  const DELAY = 400; // before the count is said, so that typing is not talked over

  let rows = []; // { element, link, title, words, unchecked, cells, findings }
  let body = null;
  let state = { ...EMPTY };
  let details = NONE;
  let fields = {};
  let announcing = 0;
  let empty = null;

  const single = () => document.body.dataset.page === "single";
  const shown = () => rows.filter((row) => !row.element.hidden);

  /** `1,234` and `−3.5` as numbers; null where there is none. */
  const figure = (text) => {
    const number = Number.parseFloat(text.replaceAll(",", "").replace("−", "-"));
    return Number.isNaN(number) ? null : number;
  };

  /** `+2 −1`: how much is new. */
  const arrived = (text) => (text ? (figure(/\+([\d,]+)/.exec(text)?.[1] ?? "0")) : null);

  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  const take = (element, index) => {
    const cells = [...element.cells];
    const unchecked = find("em", element) !== null;
    const [title, name] = findAll("bdi", cells[0]).map((one) => one.textContent);
    return {
      element, unchecked, index,
      link: find("a", element),
      text: folded(`${title}\n${name ?? ""}`),
      values: cells.map((cell, column) => (
        COLUMNS[column] === "title" ? title
          : COLUMNS[column] === "new" ? arrived(cell.textContent)
            : column > 1 && column < 6 ? figure(cell.textContent || "0")
              : figure(cell.textContent)
      )),
      findings: [],
    };
  };

  /** What the findings of a row are, from the short words that stand in findings.js. */
  const coded = (text) => text.split(" ").filter(Boolean).map((word) => {
    const [, rule, severity, mark, fingerprint] = /^(\d+)\.(\d)([n-])(.*)$/.exec(word);
    const [code, , family] = details.rules[rule];
    return { code, family, severity: Number(severity), fresh: mark === "n", fingerprint };
  });

  /** The same from the cards of an article that stands in this page. */
  const carded = (row) => {
    const page = document.getElementById(row.link.hash.slice(1));
    return findAll(".card[data-fingerprint]", page ?? row.element).map(({ dataset, classList }) => {
      details.names.set(dataset.code, dataset.family);
      return {
        code: dataset.code, family: dataset.family, fingerprint: dataset.fingerprint,
        severity: SEVERITIES.indexOf(dataset.severity), fresh: classList.contains("new"),
      };
    });
  };

  const readFindings = () => {
    if (single()) {
      details = { names: new Map() };
      for (const row of rows) row.findings = carded(row);
      details.rules = [...details.names].map(([code, family]) => [code, "", family]);
    } else if (details.rows?.length === rows.length) {
      rows.forEach((row) => { row.findings = coded(details.rows[row.index]); });
    }
  };

  // Filters

  /** Whether an article has a finding that all filters let pass. What was not checked always passes: who knows. */
  const passes = (row, words, decided) => {
    if (!words.every((word) => row.text.includes(word))) return false;
    if (row.unchecked || !(state.severity || state.family || state.rule || state.open || state.changed)) return true;
    const least = SEVERITIES.indexOf(state.severity);
    return row.findings.some((finding) => finding.severity >= least
      && (!state.family || finding.family === state.family)
      && (!state.rule || finding.code === state.rule)
      && (!state.changed || finding.fresh)
      && (!state.open || !decided.has(finding.fingerprint)));
  };

  const filter = () => {
    const words = folded(state.q).split(/\s+/).filter(Boolean);
    const decided = state.open ? fingerprints() : new Set();
    for (const row of rows) row.element.hidden = !passes(row, words, decided);
  };

  const fingerprints = () => new Set(decisions.all().map((entry) => entry.fingerprint));

  // Sorting

  const sortedBy = () => {
    const [, down, name] = /^(-?)(.*)$/.exec(state.sort);
    return COLUMNS.includes(name) && name !== "where" ? { column: COLUMNS.indexOf(name), down: Boolean(down) } : null;
  };

  const collator = new Intl.Collator("en", { numeric: true });

  /** Compares two values; what has none comes last, whichever way the column runs. */
  const compare = (first, second, down) => {
    if (first === null || second === null) return Number(first === null) - Number(second === null);
    const order = typeof first === "string" ? collator.compare(first, second) : first - second;
    return down ? -order : order;
  };

  const sort = () => {
    const by = sortedBy();
    const ordered = rows.toSorted((first, second) => (
      (by && compare(first.values[by.column], second.values[by.column], by.down)) || first.index - second.index
    ));
    if (ordered.some((row, index) => row.element !== body.rows[index])) body.append(...ordered.map((row) => row.element));
    rows = ordered;
    findAll("thead th", body.parentNode).forEach((header, column) => {
      if (by?.column === column) header.setAttribute("aria-sort", by.down ? "descending" : "ascending");
      else header.removeAttribute("aria-sort");
    });
    const heading = find("#articles-title");
    heading.textContent = by ? "The articles" : heading.dataset.worst;
  };

  const first = (name) => (UPWARDS.has(name) ? name : `-${name}`);

  const names = () => findAll("thead th", body.parentNode).map((header) => header.textContent);

  /** A click: the telling end first, then the other, then back to the worst first. */
  const turn = (name) => {
    const second = UPWARDS.has(name) ? `-${name}` : name;
    change({ sort: state.sort === first(name) ? second : state.sort === second ? "" : first(name) });
  };

  // How it stands

  const remember = () => {
    const parameters = new URLSearchParams(Object.entries(state).filter(([, value]) => value));
    store.set(store.own("filter"), parameters.toString());
    if (!single()) history.replaceState(null, "", parameters.size ? `#${parameters}` : location.pathname + location.search);
  };

  /** What an address or the store says; anything may stand there. */
  const parsed = (text) => {
    const found = new URLSearchParams(text);
    return Object.fromEntries(Object.keys(EMPTY).map((key) => [key, (found.get(key) ?? "").slice(0, 200)]));
  };

  const recall = () => {
    const address = single() ? "" : location.hash.slice(1);
    return parsed(address.includes("=") ? address : store.get(store.own("filter")) ?? "");
  };

  const apply = (quietly = false) => {
    filter();
    sort();
    for (const [name, field] of Object.entries(fields)) {
      if (field.type === "checkbox") field.checked = Boolean(state[name]);
      else if (field.value !== state[name]) field.value = state[name];
    }
    count(quietly);
  };

  const change = (values) => {
    state = { ...state, ...values };
    apply();
    remember();
  };

  const count = (quietly) => {
    const number = shown().length;
    const all = rows.length;
    const text = number === all ? `All ${all.toLocaleString("en")} articles` : `${number.toLocaleString("en")} of ${all.toLocaleString("en")} articles`;
    find(".shown").firstChild.data = `${text} `;
    fields.clear.hidden = Object.entries(state).every(([key, value]) => key === "sort" || !value);
    empty.hidden = number > 0;
    clearTimeout(announcing);
    if (!quietly) announcing = setTimeout(() => { find(".counted").textContent = text; }, DELAY);
  };

  // What has been decided

  const showDecided = () => {
    const decided = fingerprints();
    for (const row of rows) {
      const done = row.findings.filter((finding) => decided.has(finding.fingerprint)).length;
      const place = find(".decided", row.element);
      if (done) (place ?? row.element.cells[0].appendChild(make("span", { class: "decided" }))).textContent = `${done} of ${row.findings.length} decided`;
      else place?.remove();
    }
  };

  // The controls

  const choice = (name, label, options) => {
    const select = make("select", { name }, ...options.map(([value, text]) => make("option", { value }, text)));
    select.addEventListener("change", () => change({ [name]: select.value }));
    fields[name] = select;
    return make("label", {}, label, select);
  };

  const check = (name, label) => {
    const box = make("input", { type: "checkbox", name });
    box.addEventListener("change", () => change({ [name]: box.checked ? "1" : "" }));
    fields[name] = box;
    return make("label", { class: "check" }, box, label);
  };

  const search = () => {
    const input = make("input", { type: "search", name: "q", autocomplete: "off", spellcheck: "false" });
    input.addEventListener("input", () => change({ q: input.value }));
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") shown()[0]?.link.focus();
      else if (event.key === "Escape" && !input.value) input.blur();
    });
    fields.q = input;
    return make("label", {}, "Title or name", input);
  };

  const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

  const filterBar = () => {
    const found = details.rules.toSorted((first, second) => collator.compare(first[0], second[0]));
    const families = [...new Set(found.map(([, , family]) => family))].sort(collator.compare);
    const parts = [search()];
    if (found.length) {
      parts.push(
        choice("severity", "Severity", [
          ["", "Any"], ["critical", "Critical"], ["major", "Major or worse"], ["minor", "Minor or worse"],
        ]),
        choice("family", "Kind", [["", "Any"], ...families.map((family) => [family, capital(family)])]),
        choice("rule", "Rule", [["", "Any"], ...found.map(([code, name]) => [code, `${code} ${name}`.trim()])]),
        check("open", "Only undecided"),
      );
      if (rows.some((row) => row.findings.some((finding) => finding.fresh))) parts.push(check("changed", "Only new"));
    }
    fields.clear = button("Clear filters", () => {
      change({ ...EMPTY, sort: state.sort });
      fields.q.focus();
    });
    const sorting = choice("sort", "Sort by", [["", "The worst first"], ...names().map((name, column) => [first(COLUMNS[column]), name])
      .filter((option, column) => COLUMNS[column] !== "where")]);
    sorting.classList.add("sorting"); // on a phone, where the headers are out of sight
    parts.push(sorting);
    const bar = make("div", { class: "filters", role: "search", "aria-label": "Filter the articles" }, ...parts);
    bar.append(make("p", { class: "shown" }, " ", fields.clear));
    return bar;
  };

  /** What is counted above the table can be picked there: its articles alone are shown. */
  const picks = () => {
    const home = body.closest(".page") ?? document; // in the report of one file, the articles have sums of their own
    const pick = (element, name, value) => {
      if (!fields[name] || ![...fields[name].options].some((option) => option.value === value)) return;
      const act = () => {
        change({ ...EMPTY, sort: state.sort, [name]: value });
        find("#articles-title").scrollIntoView();
        fields[name].focus({ preventScroll: true });
      };
      element.replaceChildren(button(element.textContent, act, { class: "pick", title: "Show these articles alone" }));
    };
    for (const one of findAll(".sums .commonest .code", home)) pick(one, "rule", one.textContent);
    for (const one of findAll(".sums .families dt", home)) pick(one, "family", one.textContent.toLowerCase());
    for (const one of findAll(".sums .severities .sample", home)) pick(one, "severity", one.textContent.toLowerCase());
  };

  const headers = () => {
    findAll("thead th", body.parentNode).forEach((header, column) => {
      const text = header.textContent;
      const sorts = COLUMNS[column] !== "where";
      header.replaceChildren(sorts ? button(text, () => turn(COLUMNS[column])) : make("span", { class: "still" }, text));
    });
  };

  // Keys

  const move = (step) => {
    const visible = shown();
    const now = visible.findIndex((row) => row.element.contains(document.activeElement));
    const next = now < 0 ? (step > 0 ? 0 : visible.length - 1) : Math.min(visible.length - 1, Math.max(0, now + step));
    visible[next]?.link.focus();
  };

  /** A key for the table, where it is in sight; in the report of one file, else what the key does in an article. */
  const key = (name, does, act) => {
    const other = keys.get(name);
    const here = () => body.parentNode.checkVisibility();
    keys.set(name, { does: other ? `${other.does}; ${does.toLowerCase()}` : does, act: () => (here() ? act() : other?.act()) });
  };

  const start = () => {
    const table = find("table.articles");
    if (!table) return;
    body = table.tBodies[0];
    rows = [...body.rows].map(take);
    readFindings();
    const heading = find("#articles-title");
    heading.dataset.worst = heading.textContent;
    empty = make("p", { class: "nothing" }, "No article passes these filters.");
    table.before(filterBar(), make("p", { class: "counted unseen", role: "status" }));
    table.after(empty);
    headers();
    picks();
    state = recall();
    apply(true);
    showDecided();
    decisions.watch(() => {
      showDecided();
      if (state.open) apply();
    });
    window.addEventListener("hashchange", () => {
      if (single()) return;
      state = recall();
      apply();
    });
    key("f", "Filter the articles", () => fields.q.select());
    key("j", "Next article in the table", () => move(1));
    key("k", "Article before in the table", () => move(-1));
  };

  // findings.js comes right before DOMContentLoaded; a page whose findings are missing can still be sorted and searched.
  window.addEventListener("newslint-findings", (event) => { details = { ...NONE, ...event.detail }; }, { once: true });
  return { start };
})();

ready(desk.start);
