/** Its own, or a build takes the one of the product, whose folder is the root of the packages. */
export const register = (): void => undefined;
