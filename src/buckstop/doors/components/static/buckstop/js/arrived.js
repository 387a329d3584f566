// Whether this page was fetched or drawn ahead: then it was made some minutes ago, perhaps.
const [{ deliveryType, activationStart } = {}] = performance.getEntriesByType("navigation");
export const fetchedAhead = deliveryType === "navigational-prefetch" || activationStart > 0;
