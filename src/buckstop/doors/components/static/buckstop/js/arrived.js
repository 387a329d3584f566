// Whether this page was fetched ahead: then it was made some minutes ago, perhaps.
const [{ deliveryType } = {}] = performance.getEntriesByType("navigation");
export const fetchedAhead = deliveryType === "navigational-prefetch";
