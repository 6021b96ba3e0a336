import { z } from "zod";

const chance = z.number().min(0).max(1);
const delay = z
  .tuple([z.number().min(0).max(86_400), z.number().min(0).max(86_400)])
  .refine(([shortest, longest]) => shortest <= longest, "the shortest delay comes first")
  .describe("Shortest and longest wait, in the customers' seconds.");
const sentences = z.array(z.string().trim().min(1).max(500)).min(1).max(20);

/** How the customers of one sandbox session behave when a message arrives. */
export const behavior = z.object({
  readChance: chance,
  readDelay: delay,
  answerChance: chance,
  answerDelay: delay,
  answers: sentences,
  stopChance: chance.describe("How many write a STOP word instead of an answer."),
  stopDelay: delay,
  speed: z.number().min(1).max(1_000).describe("How many times faster than real life these customers live."),
});
export type Behavior = z.output<typeof behavior>;

/** What customers do before anybody changes it: most read, some answer, hardly anybody wants no more. */
export const usualBehavior: Behavior = {
  readChance: 0.8,
  readDelay: [2, 20],
  answerChance: 0.25,
  answerDelay: [5, 40],
  answers: ["Masih ada, Kak?", "Berapa harganya?", "Oke, terima kasih infonya", "Bisa dikirim hari ini?", "Mau dong!"],
  stopChance: 0.02,
  stopDelay: [5, 40],
  speed: 1,
};

/**
 * The same for the simulated network, whose clock all organizations share: speed therefore shortens the delays of these
 * customers and leaves the clock alone.
 */
export function toPersona({ speed, ...wish }: Behavior) {
  const milliseconds = ([shortest, longest]: [number, number]): [number, number] => [
    Math.round((shortest * 1000) / speed),
    Math.round((longest * 1000) / speed),
  ];
  return {
    ...wish,
    readDelay: milliseconds(wish.readDelay),
    answerDelay: milliseconds(wish.answerDelay),
    stopDelay: milliseconds(wish.stopDelay),
    stopWords: ["STOP", "BERHENTI"],
  };
}
