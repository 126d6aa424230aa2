// Everything here only helps: each page works without it.
import { focusErrorSummary } from "./error_summary.js";
import { bindCopyButtons } from "./copy.js";
import { bindAutosave } from "./autosave.js";
import { bindUnsavedForms } from "./unsaved.js";
import { bindPrintButtons } from "./print.js";
import { bindProgress } from "./progress.js";
import { bindQuestions } from "./questions.js";
import { bindProofs } from "./proof.js";
import { bindTyping } from "./typing.js";
import { nameRichText } from "./rich_text.js";

focusErrorSummary(document);
bindCopyButtons(document);
bindAutosave(document);
bindUnsavedForms(document);
bindPrintButtons(document);
bindProgress(document);
bindQuestions(document);
bindProofs(document);
bindTyping(document);
nameRichText(document);
