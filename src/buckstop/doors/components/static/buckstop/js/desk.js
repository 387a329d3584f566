// Everything the desk adds to pages that work without it.
import "./theme_toggle.js";
import "./countdown.js";
import "./drafts.js";
import "./wording.js";
import "./send_key.js";
import "./menus.js";
import "./frames.js";
import "./live.js";
import "./sheet.js";
import "./keyboard.js";
import "./seen.js";
import "./timeline.js";
import "./presence.js";
import "./log.js";
import "./lists.js";
import "./beside.js";
import "./palette.js";
