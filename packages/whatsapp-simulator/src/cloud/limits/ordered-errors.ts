import type { Cloud, OrderedError } from "../cloud.ts";
import { GraphError } from "../graph-error.ts";

/** What an ordered error has to fit. */
export interface Occasion {
  numberId?: string;
  to?: string;
  template?: string | undefined;
}

/** Takes the first ordered error that fits, and counts it down. */
export function takeOrderedError(
  cloud: Cloud,
  told: OrderedError["told"],
  occasion: Occasion,
): OrderedError | undefined {
  const fits = (wish: string | null, is: string | undefined) => wish === null || wish === is;
  const found = cloud.orderedErrors
    .list()
    .find(
      (order) =>
        order.told === told &&
        fits(order.numberId, occasion.numberId) &&
        fits(order.to, occasion.to) &&
        fits(order.template, occasion.template),
    );
  if (!found || found.times === null) return found;
  if (found.times <= 1) cloud.orderedErrors.remove(found.id);
  else cloud.orderedErrors.put(found.id, "", { ...found, times: found.times - 1 });
  return found;
}

/** Throws the error that was ordered for the next answer that fits. */
export function throwOrderedError(cloud: Cloud, occasion: Occasion): void {
  const order = takeOrderedError(cloud, "answer", occasion);
  if (order) throw new GraphError(order.code, order.details ?? undefined);
}
