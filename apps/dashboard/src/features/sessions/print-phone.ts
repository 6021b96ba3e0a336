/** A number in groups as people read it aloud: +62 812-3456-7890. */
export function printPhone(phone: string): string {
  const match = /^\+?(62|1|\d{2,3}?)(\d{3})(\d{3,4})(\d{2,6})$/.exec(phone);
  return match ? `+${match[1]} ${match[2]}-${match[3]}-${match[4]}` : phone;
}
