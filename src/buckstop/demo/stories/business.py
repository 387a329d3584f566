"""The programs that a business runs on."""

from buckstop.demo.shapes import Story

TRANSFERS = Story(
    key="transfers",
    hurts=2,
    titles=("Transfers fail since nine", "Payments stay on pending", "No transfer goes out"),
    reports=(
        "outgoing transfers stay on “pending” since nine. Nothing has left since then, in all our "
        "branches. Incoming ones are fine. Our customers begin to call.",
        "payments that our clients release stay on “pending” since about nine. Is it us or is it you?",
        "no transfer goes out since nine o'clock. The portal takes them and then nothing happens.",
    ),
    understood="Outgoing transfers stop at “pending” for all branches since nine. Incoming transfers "
    "and balances are right. No payment is lost or sent twice.",
    since="nine",
    hit="all branches; everybody who pays through the gateway",
    news=(
        "I have the gateway open in front of me: it takes your transfers and doesn't hand them on. "
        "Nothing is lost. I am restarting its sending side and tell you what that does.",
        "The restart brought 40 transfers through, then it stopped again at one that it can't read. "
        "I am setting that one aside and watch whether the rest moves.",
        "About a third has gone through. The gateway stops at a kind of payment that came new with "
        "last night's release; we are taking those out one by one while our supplier prepares a remedy.",
    ),
    steps=("Restart the payment gateway", "Set the unreadable payments aside"),
    theirs="Send us the gateway log from nine to ten",
    reply="The log is attached. The red lines begin at 9:02.",
    note="The queue stops at payment type 0x17, introduced with release 4.11. No money at risk.",
    ask="Does release 4.11 of the gateway know payment type 0x17?",
    asked="No: it was forgotten. A remedy is being built.",
    fixed="All waiting transfers have gone out, each once, and the gateway reads the new kind of "
    "payment. I compared the totals with yours to the cent.",
    broken="Three transfers of yesterday are still on “pending”.",
    again="Those three had been set aside by hand; they have gone out now, each once.",
    log="ERROR gateway: unknown payment type 0x17 in batch, sender halted",
)

ERP_SLOW = Story(
    key="erp-slow",
    titles=(
        "ERP slow since the update",
        "Orders take a minute to save",
        "Everything in the ERP crawls",
    ),
    reports=(
        "since the update on {day} the ERP is slow. Saving an order takes a minute, before it was "
        "two seconds.",
        "orders take a minute to save, and at month's end we save a few hundred of them.",
        "everything in the ERP crawls, worst of all the stock list. People make coffee meanwhile.",
    ),
    understood="Saving an order in the ERP takes about a minute instead of two seconds, since the "
    "update on {day}; reading is slow as well, printing isn't.",
    since="the update on {day}",
    hit="order entry and the warehouse",
    news=(
        "The database reads the whole stock table for every order since the update. I am looking for "
        "what it used before, and meanwhile double its memory, which halves the wait.",
        "An index is missing: the update dropped it. Building it anew takes the tables away for ten "
        "minutes; I do that at 12:15 if you don't object.",
        "The index is built. Saving takes three seconds now; I watch the afternoon before I call it "
        "fixed.",
    ),
    steps=("Double the database's memory", "Build the missing index at 12:15"),
    theirs="Tell the warehouse that the ERP is away from 12:15 to 12:25",
    reply="Told them. They say that they'll survive ten minutes.",
    note="The update's script fails silently when the index has another name than expected.",
    ask="Who else got the same update over the weekend?",
    asked="Four customers; two have the index, two don't. I tell their owners.",
    fixed="Saving an order takes two seconds, measured over a whole afternoon. The missing index is "
    "back, and the next update won't drop it.",
    broken="Orders are quick, but the stock list still takes half a minute.",
    again="The list sorted by a field without an index; it has one now and opens in a second.",
    log="WARN  sql: seq scan on stock_movements, 58213 ms, 4.1e6 rows",
    slots={"day": ("Sunday", "Tuesday", "the weekend", "Thursday")},
)

INVOICES_OLD_ADDRESS = Story(
    key="invoices-address",
    hurts=0,
    titles=(
        "Invoices carry the old address",
        "Old address on invoices",
        "Wrong VAT number on invoices",
    ),
    reports=(
        "our invoices still carry the address from before we moved. We changed it everywhere we know.",
        "customers pay attention, it seems: three told us that our invoices show the old address.",
        "the VAT number on our invoices is the old one. The screen shows the new one.",
    ),
    understood="Invoices are printed with the old letterhead; the data in the program is right.",
    since="the first of the month",
    hit="accounting",
    news=(
        "The screen and the printed page come from different places: the page still uses last year's "
        "letterhead. I am looking for where that one is kept.",
        "Found: two of the five templates are old. I exchange them and send you a sample of each.",
        "The samples are with you; four of five are as you want them.",
    ),
    steps=("Exchange the old templates", "Send a sample of each kind"),
    theirs="Read the five samples and tell us what is still wrong",
    reply="Four are right. On the reminder the phone number is the old one.",
    note="The reminder template is kept with the dunning module, not with the others.",
    ask="Can accounting read the samples too before we roll them out?",
    asked="Read and approved by Paul.",
    fixed="All five kinds of letter carry the new address and number.",
    broken="The credit note still shows the old one, a customer says.",
    again="The credit note had a template of its own; it is exchanged.",
)

STOCK_TWICE = Story(
    key="stock-twice",
    titles=(
        "Stock counts everything twice",
        "Shop sells what we don't have",
        "Stock wrong in the shop",
    ),
    reports=(
        "since yesterday the stock shows twice of everything that came in.",
        "our shop sells things that we don't have: the stock there is double. We had to write to "
        "{count} customers this morning.",
        "stock in the shop and in the warehouse differ, and only since the night.",
    ),
    understood="Goods received since yesterday are counted twice in the shop; the warehouse's own "
    "count is right.",
    since="yesterday evening",
    hit="the shop; {count} orders so far",
    news=(
        "The nightly hand-over ran twice, at two and at three. I stop the shop from selling those "
        "articles beyond the warehouse's count, so that no further promise goes wrong.",
        "I have the list of what was counted twice and take it back, article by article, checked "
        "against the warehouse.",
        "All but the returns are right again; those need your warehouse's eyes.",
    ),
    steps=("Hold the shop to the warehouse's count", "Take back what was counted twice"),
    theirs="Check the eleven returned articles on the list",
    reply="Checked; two of them are really there twice, the rest not.",
    note="The hand-over has no lock; when it is slow, the next one begins. It has one now.",
    ask="Could the shop tell the {count} customers something friendly from us?",
    asked="A voucher of ten francs each was agreed with them.",
    fixed="Stock in the shop equals the warehouse's for all articles, and the hand-over can't run "
    "twice any more.",
    broken="Two articles are at minus one this morning.",
    again="Those two had been sold during the correction; they are right now, and I checked the rest.",
    log="WARN  handover: previous run still active, starting anyway",
    slots={"count": ("eight", "twelve", "five")},
)

CARD_PAYMENTS = Story(
    key="card-payments",
    hurts=2,
    titles=("Cards declined at {place}", "Card terminal says “no connection”", "No card payments"),
    reports=(
        "the card terminals at {place} say “no connection” since half an hour. Cash only, and there "
        "is a queue.",
        "all cards are declined at {place}. It can't be that everybody is broke.",
        "no card payments since we opened. The terminal next door, of another firm, works.",
    ),
    understood="The card terminals at {place} don't reach the payment service; everything else on "
    "the same network does.",
    since="they opened today",
    hit="every till at {place}",
    news=(
        "Your terminals are let through to an address that the payment service gave up last night. I "
        "am opening the new ones now; it takes a few minutes.",
        "Two of three terminals are through. The third needs to be switched off and on once.",
        "All three take cards. I leave both addresses open until their move is over.",
    ),
    steps=("Open the way to the payment service's new addresses",),
    theirs="Switch the third terminal off and on",
    reply="It says “ready” and took a card.",
    note="The service announced the move in a newsletter in March; nobody of us subscribes.",
    ask="Please subscribe the operations mailbox to the payment service's notices.",
    asked="Done, and I asked for last year's too.",
    fixed="All terminals at {place} take cards, and the new addresses stay open.",
    broken="One of them declines again since a minute ago.",
    again="That one had kept an old setting; with the technician's menu it is right now.",
    log="ERROR terminal: connect 203.0.113.40:4100 timed out",
)

STORIES = (TRANSFERS, ERP_SLOW, INVOICES_OLD_ADDRESS, STOCK_TWICE, CARD_PAYMENTS)
