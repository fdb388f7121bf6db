using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace BookingEngine.Tests.Outbound;

/// <summary>What names stand for, instead of DNS. It remembers what was looked up.</summary>
internal sealed class NameTable
{
    private readonly ConcurrentDictionary<string, IPAddress[]> _addresses = [];
    private readonly ConcurrentQueue<string> _lookUps = [];

    public IReadOnlyList<string> LookUps => [.. _lookUps];

    /// <summary>Changes what a name stands for. With no address, the name does not exist.</summary>
    public void Set(string host, params string[] addresses) => _addresses[host] = [.. addresses.Select(IPAddress.Parse)];

    public Task<IPAddress[]> FindAsync(string host, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        _lookUps.Enqueue(host);
        return _addresses.TryGetValue(host, out var found) && found.Length > 0
            ? Task.FromResult(found)
            : throw new SocketException((int)SocketError.HostNotFound);
    }
}
