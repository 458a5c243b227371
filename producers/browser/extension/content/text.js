// Texts that pages wrote: cut, in one line, without what steers a terminal or a reading direction, and always whole characters.
"use strict";
{
  /** So much of a text at most; halves of characters become U+FFFD, which every reader takes. */
  function cut(text, longest) {
    return text.slice(0, longest).toWellFormed();
  }

  /** A text in one line, without control characters and the like. */
  function tidy(text, longest) {
    return cut((text ?? "").slice(0, 10 * longest).replace(/[\p{C}\s]+/gu, " ").trim(), longest);
  }

  handrail.text = { cut, tidy };
}
