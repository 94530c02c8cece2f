// Decisions leave the page as files: one for newslint, one in Markdown for the author. They come in again the same way.

/** Hands a file to the browser to save. The address is a blob's, which lives in this page only. */
const download = (name, type, content) => {
  const link = make("a", { href: URL.createObjectURL(new Blob([content], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
};

/** Text that Markdown takes for nothing else. */
const inMarkdown = (text) => text.replace(/\s+/g, " ").trim().replace(/[\\`*_{}[\]<>()#+\-.!|~&:]/g, "\\$&");

/** The questions to authors, article by article; empty where there are none. */
const noteForAuthors = () => {
  const lines = [];
  let article = null;
  for (const entry of decisions.all().filter((one) => one.decision === "ask")) {
    if (entry.article !== article) lines.push("", `## ${inMarkdown(entry.article)}`, "");
    article = entry.article;
    lines.push(`- “${inMarkdown(entry.text)}” (${inMarkdown(entry.code)})${entry.reason ? `: ${inMarkdown(entry.reason)}` : ""}`);
  }
  return lines.length ? `# Questions about your text\n${lines.join("\n")}\n` : "";
};

const exportDecisions = () => {
  const count = decisions.all().length;
  if (!count) {
    say("Nothing is decided yet");
    return;
  }
  download("decisions.json", "application/json", decisions.file());
  decisions.saved();
  say(`decisions.json: ${count} decided`);
};

const exportNote = () => {
  const note = noteForAuthors();
  if (note) download("questions.md", "text/markdown", note);
  say(note ? "questions.md: for the author" : "No finding is marked “Ask the author”");
};

const importDecisions = async (file) => {
  try {
    if (file.size > 20e6) throw new Error("too large");
    const { taken, older, bad } = decisions.take(await file.text());
    say(`${taken} read, ${older} not newer than what stands here, ${bad} not understood`);
  } catch {
    say("This file holds no decisions of newslint");
  }
};

const decisionsPanel = () => {
  const count = make("p");
  const input = make("input", { type: "file", accept: ".json,application/json", id: "decisions-file" });
  input.addEventListener("change", async () => {
    if (input.files.length) await importDecisions(input.files[0]);
    input.value = "";
  });
  const forget = button("Forget all", () => { sure.hidden = false; find("button", sure).focus(); }, { class: "forget" });
  const sure = make("p", { class: "sure", hidden: "" }, "All decisions of this report, on all its pages? ",
    button("Yes, forget them", () => { decisions.forget(); sure.hidden = true; forget.focus(); say("All forgotten"); }), " ",
    button("Keep them", () => { sure.hidden = true; forget.focus(); }));
  const dialog = panel(
    "decisions", "Decisions", count,
    make("p", {}, button("Save decisions.json", exportDecisions), " for ", make("code", {}, "newslint accept decisions.json")),
    make("p", {}, button("Save questions.md", exportNote), " a note for the author"),
    make("p", {}, make("label", { for: input.id }, "Read a decisions.json: "), input),
    make("p", {}, forget), sure,
  );
  const show = () => {
    const all = decisions.all();
    const kinds = Object.entries(decisions.WORDS)
      .map(([decision, words]) => `${all.filter((one) => one.decision === decision).length} ${words.toLowerCase()}`);
    count.textContent = all.length ? `${all.length} decided in this report: ${kinds.join(", ")}.` : "Nothing is decided yet.";
    forget.hidden = !all.length;
  };
  decisions.watch(show);
  show();
  return dialog;
};

ready(() => {
  let dialog = null;
  const open = () => {
    dialog ??= decisionsPanel();
    dialog.showModal();
  };
  const opener = button("Decisions", open, { "aria-haspopup": "dialog" });
  tool(opener);
  keys.set("e", { does: "Save the decisions as a file", act: exportDecisions });

  let warning = null;
  const show = () => {
    const count = decisions.all().length;
    opener.textContent = count ? `Decisions (${count})` : "Decisions";
    if (decisions.unsaved && !warning) {
      warning = make("p", { class: "warning", role: "alert" },
        "This browser refuses to keep your decisions. They are lost when you leave this page: ",
        button("save them as a file", exportDecisions), " first.");
      find("main").prepend(warning);
    }
    if (!decisions.unsaved) warning = warning?.remove();
  };
  decisions.watch(show);
  show();
});
