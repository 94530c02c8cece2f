// The articles before and behind one: in the pages they stand in the order of the run. Who comes from the index wants to
// go on as it was sorted and filtered there: it leaves that order in the store, and the links follow it.

ready(() => {
  const key = store.own("order");
  const rows = () => findAll("table.articles tbody tr:not([hidden]) th a").map((a) => [a.getAttribute("href"), a.textContent]);

  /** Addresses and titles in order; only addresses of our own pages are taken. */
  const order = () => {
    if (document.body.dataset.page === "single") return rows();
    try {
      const kept = JSON.parse(store.get(key));
      return kept.filter(([href, title]) => /^articles\/[a-z0-9-]+\.html$/.test(href) && typeof title === "string")
        .map(([href, title]) => [`../${href}`, title]);
    } catch {
      return [];
    }
  };

  const lead = (nav, rel, words, [href, title]) => (
    nav.append(make("p", { class: rel }, make("a", { rel, href }, make("span", {}, words), " ", make("bdi", {}, title))))
  );

  const follow = () => {
    const nav = findAll("nav.neighbours").find((one) => one.checkVisibility());
    const here = nav?.closest(".page")?.id ?? location.pathname.split("/").pop();
    const found = nav ? order() : [];
    const at = found.findIndex(([href]) => href === `#${here}` || href.endsWith(`/${here}`));
    if (at < 0) return;
    nav.replaceChildren();
    if (at > 0) lead(nav, "prev", "Article before", found[at - 1]);
    if (at + 1 < found.length) lead(nav, "next", "Next article", found[at + 1]);
  };

  if (document.body.dataset.page === "index") window.addEventListener("pagehide", () => store.set(key, JSON.stringify(rows())));
  follow();
  window.addEventListener("hashchange", follow);
});
