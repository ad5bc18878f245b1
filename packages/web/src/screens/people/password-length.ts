/** As the server asks; said before it is sent. */
export const isLongEnough = (password: string): boolean => password.length >= 10
