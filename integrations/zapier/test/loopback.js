import net from 'node:net'

/** Loaded before the tests: nothing here may speak to another machine, Zapier's included. */
const connect = net.Socket.prototype.connect
const LOOPBACK = new Set(['localhost', '127.0.0.1', '::1'])

net.Socket.prototype.connect = function connectToThisMachine(...args) {
  const { host, path } = [args].flat(2).find((arg) => typeof arg === 'object') ?? {}
  if (!path && !LOOPBACK.has(host)) throw new Error(`A test wanted to connect to ${host}`)
  return connect.apply(this, args)
}
