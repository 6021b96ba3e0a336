import { Select } from "@mantine/core";
import type { ComponentProps } from "react";
import { useMemo } from "react";
import { deviceZone } from "../../ui/format.ts";

const indonesian: Record<string, string> = {
  "Asia/Jakarta": "WIB",
  "Asia/Makassar": "WITA",
  "Asia/Jayapura": "WIT",
};

/** A zone by its IANA name: the three of Indonesia first, then the device's own, then all others. */
export function ZoneSelect(props: Omit<ComponentProps<typeof Select>, "data">) {
  const data = useMemo(listZones, []);
  return <Select searchable data={data} maxDropdownHeight={280} {...props} />;
}

function listZones(): { value: string; label: string }[] {
  const first = new Set([...Object.keys(indonesian), deviceZone()]);
  const all = Intl.supportedValuesOf("timeZone").filter((zone) => !first.has(zone));
  return [...first, ...all].map((zone) => {
    const city = zone.replaceAll("_", " ");
    const short = indonesian[zone];
    return { value: zone, label: short ? `${short} · ${city}` : city };
  });
}
