/** The file that a URL's path names below `folder`, or null for what is no path or would leave the folder. */
export declare function fileBelow(folder: string, pathname: string): string | null;
