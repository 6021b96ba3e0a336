import type { Cloud } from "../cloud.ts";
import type { CloudNumber } from "../cloud-objects.ts";
import { pickFields } from "../graph/pick-fields.ts";
import { tierOf } from "../wabas/messaging-tier.ts";

const FIELDS = [
  "verified_name",
  "code_verification_status",
  "display_phone_number",
  "quality_rating",
  "platform_type",
  "throughput",
];

/** A number as the API shows it. */
export function showNumber(cloud: Cloud, number: CloudNumber, fields: string | null): object {
  const whole = {
    id: number.id,
    verified_name: number.verifiedName,
    display_phone_number: `+${number.phone}`,
    code_verification_status: number.codeVerified ? "VERIFIED" : "NOT_VERIFIED",
    quality_rating: number.quality === "UNKNOWN" ? "NA" : number.quality,
    quality_score: { score: number.quality },
    platform_type: number.registered ? "CLOUD_API" : "NOT_APPLICABLE",
    throughput: { level: number.throughput === "HIGH" ? "HIGH" : "STANDARD" },
    name_status: "APPROVED",
    status: number.registered ? "CONNECTED" : "PENDING",
    is_official_business_account: false,
    is_on_biz_app: number.throughput === "COEXISTENCE",
    is_pin_enabled: number.pin !== null,
    account_mode: number.allowedRecipients === null ? "LIVE" : "SANDBOX",
    messaging_limit_tier: tierOf(cloud.wabas.find(number.wabaId)),
    whatsapp_business_manager_messaging_limit: tierOf(cloud.wabas.find(number.wabaId)),
    ...(number.callbackUrl === null ? {} : { webhook_configuration: { phone_number: number.callbackUrl } }),
  };
  return pickFields(whole, fields, FIELDS);
}
