/**
 * A customer's payment days (`diaspago`): the days 1 to 31 of a comma list, other entries
 * dropped, null when none is left: `5, 20,40,x` is `5,20`.
 */
export function cleanPaymentDays(text: string | null): string | null {
  const days = (text ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((day) => day >= 1 && day <= 31);
  return days.length > 0 ? days.join(',') : null;
}
