// The editor: CodeMirror in a shadow root, where its styles are constructed style sheets, so that a
// Content-Security-Policy without 'unsafe-inline' holds. Its colours are those of the page.

import { autocompletion, closeBrackets, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import {
  HighlightStyle,
  StreamLanguage,
  bracketMatching,
  syntaxHighlighting,
  syntaxTree,
} from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import {
  EditorView,
  drawSelection,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";

import { begun, suggest } from "./completion.js";

/** @typedef {import("@codemirror/autocomplete").Completion} Completion */
/** @typedef {import("./protocol.js").Offer} Offer */

const THEME = EditorView.theme({
  "&": {
    color: "var(--ink, CanvasText)",
    backgroundColor: "var(--paper, Canvas)",
    border: "1px solid var(--rule, GrayText)",
  },
  "&.cm-focused": { outline: "2px solid var(--accent, Highlight)", outlineOffset: "1px" },
  ".cm-scroller": { fontFamily: "ui-monospace, monospace", lineHeight: "1.5" },
  ".cm-content": { minHeight: "12em", caretColor: "var(--ink, CanvasText)" },
  ".cm-cursor": { borderLeftColor: "var(--ink, CanvasText)" },
  ".cm-gutters": {
    color: "var(--quiet, GrayText)",
    backgroundColor: "transparent",
    borderRight: "1px solid var(--rule, GrayText)",
  },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground":
    { backgroundColor: "color-mix(in srgb, var(--accent, Highlight) 25%, transparent)" },
  ".cm-tooltip": {
    color: "var(--ink, CanvasText)",
    backgroundColor: "var(--paper, Canvas)",
    border: "1px solid var(--rule, GrayText)",
    maxWidth: "min(36em, 90vw)",
  },
  // Beside nothing on a narrow screen, it would cover the other suggestions.
  "@media (max-width: 40em)": { ".cm-completionInfo": { display: "none" } },
  ".cm-tooltip-autocomplete ul li[aria-selected]": {
    color: "var(--paper, Canvas)",
    backgroundColor: "var(--accent, Highlight)",
  },
});

const HIGHLIGHT = HighlightStyle.define([
  { tag: tags.keyword, fontWeight: "bold" },
  { tag: [tags.atom, tags.standard(tags.name)], color: "var(--accent, LinkText)" },
  { tag: [tags.comment, tags.meta], color: "var(--quiet, GrayText)" },
  { tag: tags.string, fontStyle: "italic" },
]);

/**
 * Replace a selection by what is typed. Left to the browser, Chromium keeps the look of the replaced
 * text with a style attribute, which the policy forbids.
 */
const TYPING_OVER = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { main } = view.state.selection;
    const { data: text } = event;
    if (event.inputType !== "insertText" || view.composing || main.empty || !text) return false;
    const replacement = () =>
      view.state.update(view.state.replaceSelection(text), { userEvent: "input.type" });
    const handlers = view.state.facet(EditorView.inputHandler); // closing brackets is one
    if (!handlers.some((handle) => handle(view, main.from, main.to, text, replacement))) {
      view.dispatch(replacement());
    }
    event.preventDefault();
    return true;
  },
});

/**
 * Suggestions in the editor's own form.
 * @param {Offer} offer
 * @param {(kind: "class" | "property" | "concept" | "prefix") => string} nameOf
 * @returns {import("@codemirror/autocomplete").CompletionSource}
 */
function source(offer, nameOf) {
  return ({ state, pos, explicit }) => {
    const within = syntaxTree(state).resolveInner(pos, -1).name;
    if (/comment|string/.test(within)) return null;
    const query = state.doc.toString();
    const word = begun(query.slice(0, pos));
    if (!explicit && word.length < 2) return null;
    const options = suggest(query, pos, offer).map((suggestion, place, { length }) => {
      const { insert, kind, label, comment, declares = "" } = suggestion;
      const named = kind === "keyword" || kind === "variable" ? "" : nameOf(kind);
      /** @type {Completion} */
      const completion = {
        label: insert,
        type: kind,
        detail: [label, named].filter(Boolean).join(" · "),
        boost: length - place,
        apply: (view, _, from, to) => {
          const changes = [{ from, to, insert }];
          if (declares) changes.push({ from: 0, to: 0, insert: declares });
          view.dispatch({
            changes,
            selection: { anchor: from + insert.length + declares.length },
            userEvent: "input.complete",
          });
        },
      };
      return comment ? { ...completion, info: comment } : completion;
    });
    return { from: pos - word.length, options, filter: false };
  };
}

/**
 * Put an editor in place of a text field, whose value it keeps up to date.
 * @param {HTMLTextAreaElement} text
 * @param {Readonly<{
 *   label: string,
 *   run: () => void,
 *   offer: Offer,
 *   nameOf: (kind: "class" | "property" | "concept" | "prefix") => string,
 * }>} options
 */
export function editorFor(text, { label, run, offer, nameOf }) {
  const host = document.createElement("div");
  host.className = "sparql-editor";
  text.before(host);
  const root = host.attachShadow({ mode: "open", delegatesFocus: true });
  const runs = { key: "Mod-Enter", run: () => (run(), true) };
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: text.value,
      selection: { anchor: text.selectionStart },
      extensions: [
        keymap.of([runs, ...completionKeymap, ...defaultKeymap, ...historyKeymap]),
        history(),
        lineNumbers(),
        highlightSpecialChars(),
        drawSelection(),
        bracketMatching(),
        closeBrackets(),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": label }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) text.value = update.state.doc.toString();
        }),
        StreamLanguage.define(sparql),
        syntaxHighlighting(HIGHLIGHT),
        autocompletion({ override: [source(offer, nameOf)], icons: false }),
        TYPING_OVER,
        THEME,
      ],
    }),
  });
  text.hidden = true;
  return {
    focus: () => view.focus(),
    /** @param {{line: number, column: number, reason: string} | null} error, counted from 1 */
    mark(error) {
      view.dispatch(setDiagnostics(view.state, error ? [diagnostic(view.state, error)] : []));
    },
  };
}

/**
 * @param {EditorState} state
 * @param {{line: number, column: number, reason: string}} error
 * @returns {import("@codemirror/lint").Diagnostic}
 */
function diagnostic({ doc }, { line, column, reason }) {
  const { from, to } = doc.line(Math.min(line, doc.lines));
  const start = Math.min(from + column - 1, to);
  return { from: start, to: Math.min(start + 1, doc.length), severity: "error", message: reason };
}
