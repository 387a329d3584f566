// What the customer's page adds: nothing that it needs.
import "./countdown.js";
import "./drafts.js";
import "./send_key.js";
import "./frames.js";
import "./copying.js";
