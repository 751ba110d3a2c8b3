export * from './frame';
export * from './kinds';
export * from './style';
export * from './table';
export * from './targets';
export * from './words';
