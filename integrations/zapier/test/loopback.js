import net from 'node:net'

/** Loaded before the tests. Blocks connections to other machines, including Zapier's. */
const connect = net.Socket.prototype.connect
const LOOPBACK = new Set(['localhost', '127.0.0.1', '::1'])

net.Socket.prototype.connect = function connectToThisMachine(...args) {
  const { host, path } = [args].flat(2).find((arg) => typeof arg === 'object') ?? {}
  if (!path && !LOOPBACK.has(host)) throw new Error(`A test tried to connect to ${host}`)
  return connect.apply(this, args)
}
