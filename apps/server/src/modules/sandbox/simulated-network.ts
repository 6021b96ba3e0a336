import { type SimulatorClient, SimulatorError, simulatorClient } from "@balas/whatsapp-simulator/client";
import { conflict, notFound, unavailable } from "../../kernel/errors.ts";
import type { Scope } from "../../kernel/scope.ts";

/** Asks the simulated network for something; what it refuses becomes an error of ours. Never inside a transaction. */
export async function askNetwork<Answer>(
  scope: Pick<Scope, "ports">,
  question: (network: SimulatorClient) => Promise<Answer>,
): Promise<Answer> {
  const { sandbox, log } = scope.ports;
  if (!sandbox) throw unavailable("sandbox_unavailable");
  try {
    return await question(simulatorClient(sandbox.admin));
  } catch (error) {
    if (error instanceof SimulatorError) throw refusalOf(error);
    log.warn({ err: error }, "the simulated WhatsApp network does not answer");
    throw unavailable("sandbox_unavailable");
  }
}

function refusalOf(error: SimulatorError): Error {
  switch (error.code) {
    case "qr_already_used":
      return conflict("qr_already_used");
    case "qr_expired":
    case "qr_unknown":
      return conflict("qr_expired");
    case "too_many_companions":
      return conflict("too_many_linked_devices");
    case "no_such_person":
    case "no_such_phone":
      return notFound();
    default:
      return error;
  }
}
