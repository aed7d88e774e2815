/** What has no place in its block is told after what has one, sort by sort and by its number. @returns SQL */
export const behind = (sort: number, number: string): string => `${String(sort)}000000000 + ${number}`;
