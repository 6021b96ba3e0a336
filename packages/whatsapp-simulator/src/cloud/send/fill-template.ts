import { type Input, isInput } from "../../admin/read-input.ts";
import type { Template } from "../cloud-objects.ts";
import { GraphError } from "../graph-error.ts";
import { fill, placeholdersIn } from "../templates/placeholders.ts";
import { checkFile } from "./check-media.ts";
import { type FilledButton, fillButtons } from "./fill-buttons.ts";
import { objectAt, objectsAt } from "./parameters.ts";
import type { Sending } from "./sending.ts";
import { wordsOfParameter } from "./words-of-parameter.ts";

/** A template with its variables filled in. */
export interface FilledTemplate {
  header: string | null;
  body: string;
  footer: string | null;
  buttons: FilledButton[];
  load?: () => Promise<unknown>;
}

/** Puts the parameters of a message into its template. */
export function fillTemplate(sending: Sending, template: Template, components: Input[]): FilledTemplate {
  const given = (type: string) => components.find((component) => String(component.type).toLowerCase() === type);
  const defined = (type: string) => template.components.find((component) => component.type === type);
  const header = defined("HEADER");
  const body = defined("BODY");
  const filledHeader = header ? fillHeader(sending, template, header, given("header")) : {};
  const words = fillWords(template, "body", textOf(body), given("body"));
  if (words.length > 1_024 + 32_768) throw new GraphError(132005, "The body is too long once it is filled in.");
  checkExtras(template, components);
  return {
    header: filledHeader.text ?? null,
    body: words,
    footer: defined("FOOTER") ? textOf(defined("FOOTER")) : null,
    buttons: fillButtons(template, components),
    ...(filledHeader.load ? { load: filledHeader.load } : {}),
  };
}

function fillHeader(
  sending: Sending,
  template: Template,
  header: Input,
  given: Input | undefined,
): { text?: string; load?: () => Promise<unknown> } {
  const format = String(header.format ?? "TEXT").toLowerCase();
  if (format === "text") return { text: fillWords(template, "header", textOf(header), given) };
  const [parameter] = given ? objectsAt(given, "parameters", 0, 1) : [];
  if (!parameter)
    throw new GraphError(132012, `header: Format mismatch, expected ${format.toUpperCase()}, received UNKNOWN`);
  if (parameter.type !== format)
    throw new GraphError(
      132012,
      `header: Format mismatch, expected ${format.toUpperCase()}, received ${String(parameter.type).toUpperCase()}`,
    );
  const part = objectAt(parameter, format);
  if (format === "image" || format === "video" || format === "document")
    return { load: checkFile(sending, format, part) };
  return {};
}

function fillWords(template: Template, where: string, text: string, given: Input | undefined): string {
  const names = [...new Set(placeholdersIn(text))];
  const parameters = given?.parameters === undefined ? [] : objectsAt(given, "parameters", 0, 100);
  if (parameters.length !== names.length)
    throw new GraphError(
      132000,
      `${where}: number of localizable_params (${parameters.length}) does not match the expected number of params (${names.length})`,
    );
  const values: Record<string, string> = {};
  for (const [index, parameter] of parameters.entries()) {
    const name = template.parameterFormat === "NAMED" ? String(parameter.parameter_name ?? "") : names[index];
    if (name === undefined || !names.includes(name))
      throw new GraphError(100, `${where}: the template has no parameter named ${name}.`);
    values[name] = wordsOfParameter(parameter);
  }
  return fill(text, values);
}

function checkExtras(template: Template, components: Input[]): void {
  const needsCards = template.components.find((component) => component.type === "CAROUSEL");
  const cards = components.find((component) => component.type === "carousel");
  const expected = Array.isArray(needsCards?.cards) ? needsCards.cards.length : 0;
  const received = Array.isArray(cards?.cards) ? cards.cards.filter(isInput).length : 0;
  if (expected !== received) throw new GraphError(132012, `carousel: expected ${expected} cards, received ${received}`);
  const needsOffer = template.components.some((component) => component.type === "LIMITED_TIME_OFFER");
  if (needsOffer && !components.some((component) => component.type === "limited_time_offer"))
    throw new GraphError(132012, "limited_time_offer: the expiration is missing");
}

function textOf(component: Input | undefined): string {
  return typeof component?.text === "string" ? component.text : "";
}
