/** Stands in for protobuf, which ccxt's other venues name but this desk never reaches; they touch only these two on load. */
export default { util: {}, configure: () => undefined };
