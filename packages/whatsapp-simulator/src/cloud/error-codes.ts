/** One error of the platform: its HTTP status, its title and the usual details. */
export interface ErrorCode {
  status: number;
  title: string;
  details: string;
  /** Where the platform usually tells of it: in the answer to the call, or later in a status webhook. */
  told: "answer" | "webhook";
  isTransient?: boolean;
}

const code = (status: number, title: string, details = title, told: "answer" | "webhook" = "answer"): ErrorCode => ({
  status,
  title,
  details,
  told,
});
const later = (status: number, title: string, details = title): ErrorCode => code(status, title, details, "webhook");
const passing = (status: number, title: string, details = title): ErrorCode => ({
  ...code(status, title, details),
  isTransient: true,
});

/** Every error that can be triggered, by its code; 200 to 299 share one entry. */
export const ERROR_CODES: Readonly<Record<number, ErrorCode>> = {
  0: code(401, "AuthException", "We were unable to authenticate the app user."),
  1: passing(400, "API Unknown", "Invalid request or possible server error."),
  2: passing(503, "API Service", "Temporary due to downtime or due to being overloaded."),
  3: code(500, "API Method", "Capability or permissions issue."),
  4: passing(400, "API Too Many Calls", "The app has reached its API call rate limit."),
  10: code(403, "Permission Denied", "Permission is either not granted or has been removed."),
  17: passing(400, "User request limit reached"),
  33: code(400, "Parameter value is not valid", "The business phone number has been deleted."),
  100: code(400, "Invalid parameter", "The request included one or more unsupported or misspelled parameters."),
  190: code(401, "Access token has expired", "Your access token has expired."),
  200: code(403, "API Permission", "Permission is either not granted or has been removed."),
  368: code(
    403,
    "Temporarily blocked for policies violations",
    "The account has been restricted or disabled for violating a platform policy.",
  ),
  80007: passing(400, "Rate limit issues", "The WhatsApp Business Account has reached its rate limit."),
  130429: passing(400, "Rate limit hit", "Cloud API message throughput has been reached."),
  130472: later(
    400,
    "User's number is part of an experiment",
    "Message was not sent because this user is part of an experiment.",
  ),
  130497: code(403, "Business account is restricted from messaging users in this country"),
  131000: passing(500, "Something went wrong", "Message failed to send due to an unknown error."),
  131005: code(403, "Access denied", "Permission is either not granted or has been removed."),
  131008: code(400, "Required parameter is missing"),
  131009: code(400, "Parameter value is not valid"),
  131016: passing(500, "Service unavailable", "A service is temporarily unavailable."),
  131021: code(400, "Recipient cannot be sender", "Sender and recipient phone number is the same."),
  131026: later(400, "Message undeliverable", "Message Undeliverable."),
  131030: code(400, "Recipient phone number not in allowed list"),
  131031: code(403, "Account has been locked", "Business Account has been locked."),
  131037: code(400, "WhatsApp provided number needs display name approval before message can be sent"),
  131042: later(
    400,
    "Business eligibility payment issue",
    "Message failed to send because there were one or more errors related to your payment method.",
  ),
  131045: code(500, "Incorrect certificate", "Message failed to send due to a phone number registration error."),
  131047: later(
    400,
    "Re-engagement message",
    "Message failed to send because more than 24 hours have passed since the customer last replied to this number.",
  ),
  131048: later(
    400,
    "Spam rate limit hit",
    "Message failed to send because there are restrictions on how many messages can be sent from this phone number.",
  ),
  131049: later(
    400,
    "This message was not delivered to maintain healthy ecosystem engagement",
    "In order to maintain a healthy ecosystem engagement, the message failed to be delivered.",
  ),
  131050: later(
    400,
    "User has stopped marketing messages",
    "Unable to deliver the message. This recipient has chosen to stop receiving marketing messages on WhatsApp from your business.",
  ),
  131051: code(400, "Unsupported message type", "Message type unknown."),
  131052: later(400, "Media download error", "Unable to download the media sent by the user."),
  131053: later(400, "Media upload error", "Unable to upload the media used in the message."),
  131056: passing(
    400,
    "(Business Account, Consumer Account) pair rate limit hit",
    "Message failed to send because there were too many messages sent from this phone number to the same phone number in a short period of time.",
  ),
  131057: passing(500, "Account in maintenance mode", "Business Account is in maintenance mode."),
  131062: code(
    400,
    "Business-scoped user ID is not supported for this message",
    "Authentication templates of this kind need a phone number.",
  ),
  132000: code(400, "Number of parameters does not match the expected number of params"),
  132001: code(404, "Template name does not exist in the translation"),
  132005: code(400, "Translated text too long"),
  132007: code(400, "Template format character policy violated"),
  132012: code(400, "Parameter format does not match format in the created template"),
  132015: code(
    400,
    "Template is paused",
    "Template is paused due to low quality so it cannot be sent in a template message.",
  ),
  132016: code(
    400,
    "Template is disabled",
    "Template has been paused too many times due to low quality and is now permanently disabled.",
  ),
  132018: code(400, "There is an issue with the parameters in your template"),
  132068: code(400, "Flow is blocked", "Flow is in blocked state."),
  132069: passing(
    400,
    "Flow is throttled",
    "Flow is in throttled state and 10 messages using this flow were already sent in the last hour.",
  ),
  133000: code(500, "Incomplete deregistration", "A previous deregistration attempt failed."),
  133004: passing(503, "Server temporarily unavailable"),
  133005: code(400, "Two step verification PIN mismatch"),
  133006: code(400, "Phone number re-verification needed"),
  133008: code(400, "Too many two step verification PIN guesses"),
  133009: code(400, "Two step verification PIN guessed too fast"),
  133010: code(400, "Phone number not registered", "The account is not registered."),
  133015: code(400, "Please wait a few minutes before attempting to register this phone number"),
  133016: passing(400, "Account register deregister rate limit exceeded"),
  135000: code(
    400,
    "Generic user error",
    "Message failed to send because of an unknown error with your request parameters.",
  ),
};

/** What is known of a code; undefined for one the platform does not have. */
export function findErrorCode(number: number): ErrorCode | undefined {
  return ERROR_CODES[number] ?? (number >= 200 && number <= 299 ? ERROR_CODES[200] : undefined);
}
