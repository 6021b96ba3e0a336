import type { Input } from "../../admin/read-input.ts";
import { GraphError } from "../graph-error.ts";
import { nativeFlow, type Shown } from "./native-flow.ts";
import { objectAt, optionalTextAt, textAt, wrongValue } from "./parameters.ts";
import type { Sending } from "./sending.ts";

/** A form inside the chat; it must exist, and be published unless a draft is asked for. */
export function checkFlow({ cloud, number }: Sending, action: Input): Shown {
  if (action.name !== "flow") throw wrongValue("Param action['name'] must be flow.");
  const parameters = objectAt(action, "parameters");
  if (parameters.flow_message_version !== undefined && parameters.flow_message_version !== "3")
    throw wrongValue("Param flow_message_version must be 3.");
  const id = optionalTextAt(parameters, "flow_id", 100);
  const name = optionalTextAt(parameters, "flow_name", 200);
  if ((id === undefined) === (name === undefined)) throw wrongValue("Give either flow_id or flow_name.");
  const flow = cloud.flows.list(number.wabaId).find((one) => (id === undefined ? one.name === name : one.id === id));
  if (!flow) throw wrongValue(`The flow ${id ?? name} does not exist in this account.`);
  if (flow.status === "BLOCKED") throw new GraphError(132068);
  if (flow.status === "THROTTLED") throw new GraphError(132069);
  const isDraft = parameters.mode === "draft";
  if (isDraft !== (flow.status === "DRAFT"))
    throw wrongValue(`The flow is ${flow.status}; it cannot be sent in mode ${isDraft ? "draft" : "published"}.`);
  textAt(parameters, "flow_cta", 30);
  if (parameters.flow_action === undefined || parameters.flow_action === "navigate") {
    const payload = parameters.flow_action_payload;
    if (payload !== undefined) textAt(objectAt(parameters, "flow_action_payload"), "screen", 200);
  } else if (parameters.flow_action !== "data_exchange")
    throw wrongValue("Param flow_action must be navigate or data_exchange.");
  return (frame) => nativeFlow(frame, [{ name: "flow", parameters }]);
}
