/** Stands in for packages that ccxt names but this desk never reaches (protobuf decoding of other venues). */
export {};
