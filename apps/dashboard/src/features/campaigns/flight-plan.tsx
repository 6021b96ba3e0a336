import { useElementSize } from "@mantine/hooks";
import { useId } from "react";
import { useTexts } from "../../texts/use-texts.ts";
import { useFormat } from "../../ui/format.ts";
import style from "./flight-plan.module.css";
import type { Check, FlightHour } from "./queries.ts";
import { campaignTexts } from "./texts.ts";

type Plan = NonNullable<Check["plan"]>;

const height = 150;
const top = 34;
const base = 122;
/** A plan of weeks shows its first days by the hour; the finish stands in words as well. */
const mostHours = 72;

/** Bars per hour below the dashed cap, hatched where everybody left is in quiet hours, and the moment it is done. */
export function FlightPlan({ plan, zone, color }: { plan: Plan; zone: string; color: string }) {
  const t = useTexts(campaignTexts);
  const hatch = useId();
  const { time, number, dateTime } = useFormat(zone);
  const hours = plan.hours.slice(0, mostHours);
  const { ref, width: room } = useElementSize();
  const step = Math.max(9, Math.min(34, (room || 640) / Math.max(hours.length + 0.2, 8)));
  const width = Math.max(hours.length * step + 4, room || 0, 240);
  const tallest = Math.max(1, ...hours.map((hour) => Math.max(hour.count, hour.cap ?? 0)));
  const y = (value: number) => base - (value / tallest) * (base - top);
  const labelEvery = Math.max(1, Math.ceil(52 / step));
  const finish = plan.finishAt;
  const finishX = finish ? placeOf(hours, finish, step) : undefined;
  const finishText = finish ? dateTime(finish) : t("review.finishUnknown");
  const total = plan.hours.reduce((sum, hour) => sum + hour.count, 0);
  return (
    <div className={style.chart} ref={ref}>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
        role="img"
        aria-label={t("plan.label", { count: number(total), finish: finishText })}
      >
        <defs>
          <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <line x1="0" x2="0" y1="0" y2="6" className={style.hatchLine} />
          </pattern>
        </defs>
        {daysOf(hours, zone).map(({ start, label, count }) => (
          <text key={start} x={start * step} y={12} className={style.day}>
            {t("plan.day", { day: label, count: number(count) })}
          </text>
        ))}
        {stretchesOf(hours).map(({ start, end }) => (
          <rect
            key={start}
            x={start * step}
            y={top - 8}
            width={(end - start) * step}
            height={base - top + 8}
            fill={`url(#${hatch})`}
          />
        ))}
        <path d={`M0 ${base + 0.5}H${width}`} className={style.axis} />
        {hours.map((hour, index) =>
          hour.count === 0 ? null : (
            <path key={hour.at} d={bar(index * step + 1.5, y(hour.count), step - 3)} fill={color}>
              <title>{t("plan.hour", { time: time(hour.at), count: number(hour.count) })}</title>
            </path>
          ),
        )}
        {hours.map((hour, index) =>
          hour.cap === null || hour.isQuiet ? null : (
            <path key={hour.at} d={`M${index * step} ${y(hour.cap)}H${(index + 1) * step}`} className={style.cap} />
          ),
        )}
        {hours.map((hour, index) =>
          index % labelEvery === 0 ? (
            <text key={hour.at} x={index * step} y={base + 18} className={style.tick}>
              {time(hour.at).slice(0, 2)}
            </text>
          ) : null,
        )}
        {finish && finishX !== undefined && (
          <>
            <path d={`M${finishX} ${top - 12}V${base + 4}`} className={style.finish} />
            <circle cx={finishX} cy={top - 12} r={3.5} className={style.finishDot} />
            <text
              x={finishX + (finishX > width - 110 ? -8 : 8)}
              y={top - 8}
              textAnchor={finishX > width - 110 ? "end" : "start"}
              className={style.day}
            >
              {t("plan.finish", { time: time(finish) })}
            </text>
          </>
        )}
      </svg>
    </div>
  );
}

/** A bar with round shoulders, as tall as its number but never too thin to see. */
function bar(x: number, y: number, width: number): string {
  const at = Math.min(y, base - 2);
  const radius = Math.min(3, width / 2, base - at);
  return `M${x} ${base}V${at + radius}q0 ${-radius} ${radius} ${-radius}h${width - 2 * radius}q${radius} 0 ${radius} ${radius}V${base}z`;
}

function placeOf(hours: readonly FlightHour[], at: string, step: number): number | undefined {
  const first = hours[0];
  if (!first) return undefined;
  const passed = (Date.parse(at) - Date.parse(first.at)) / 3_600_000;
  return passed <= hours.length ? passed * step : undefined;
}

function stretchesOf(hours: readonly FlightHour[]): { start: number; end: number }[] {
  const stretches: { start: number; end: number }[] = [];
  for (const [index, hour] of hours.entries()) {
    const last = stretches.at(-1);
    if (!hour.isQuiet) continue;
    if (last?.end === index) last.end = index + 1;
    else stretches.push({ start: index, end: index + 1 });
  }
  return stretches;
}

function daysOf(hours: readonly FlightHour[], zone: string): { start: number; label: string; count: number }[] {
  const format = new Intl.DateTimeFormat(document.documentElement.lang || "id", {
    timeZone: zone,
    weekday: "short",
    day: "numeric",
    month: "short",
  });
  const days: { start: number; label: string; count: number }[] = [];
  for (const [index, hour] of hours.entries()) {
    const label = format.format(new Date(hour.at));
    const last = days.at(-1);
    if (last?.label === label) last.count += hour.count;
    else days.push({ start: index, label, count: hour.count });
  }
  return days.filter((day) => day.count > 0);
}
