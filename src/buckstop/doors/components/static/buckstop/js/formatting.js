// While somebody writes: Ctrl+B makes bold what is chosen, and a list goes on with the next line.
const ITEM = /^(\s{0,3})(?:([-*+])|(\d{1,9})([.)]))(\s+)(.*)$/;
const written = (field) => field.matches?.("textarea[name=text]");

function put(field, words, start, end) {
  field.setRangeText(words, start, end, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function bold(field) {
  const { selectionStart: start, selectionEnd: end, value } = field;
  const around = value.slice(start - 2, start) === "**" && value.slice(end, end + 2) === "**";
  const words = value.slice(start, end), from = around ? start - 2 : start;
  put(field, around ? words : `**${words}**`, from, around ? end + 2 : end);
  const at = around ? from : from + 2;
  field.setSelectionRange(at, at + words.length);
}

// Enter on an item begins the next; on an empty one it ends the list.
function goOn(field) {
  if (field.selectionStart !== field.selectionEnd) return false;
  const at = field.selectionStart, begin = field.value.lastIndexOf("\n", at - 1) + 1;
  const found = ITEM.exec(field.value.slice(begin, at));
  if (!found) return false;
  const [, indent, bullet, number, dot, space, text] = found;
  if (text === "") put(field, "", begin, at);
  else put(field, `\n${indent}${bullet ?? Number(number) + 1 + dot}${space}`, at, at);
  return true;
}

document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (!written(field) || event.isComposing || event.altKey || event.shiftKey) return;
  const held = event.ctrlKey || event.metaKey;
  if (event.key === "b" && held) bold(field);
  else if (event.key !== "Enter" || held || event.defaultPrevented || !goOn(field)) return;
  event.preventDefault();
});
