using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Globalization;
using System.Net;

namespace BookingEngine.Tests.Outbound;

/// <summary>All connections that this process begins, as the runtime's event source tells them.</summary>
internal sealed class ConnectionLog : EventListener
{
    private readonly ConcurrentQueue<IPEndPoint> _begun = [];

    public IReadOnlyList<IPEndPoint> Begun => [.. _begun];

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "System.Net.Sockets")
        {
            EnableEvents(eventSource, EventLevel.Informational);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName == "ConnectStart")
        {
            _begun.Enqueue(Parse((string)eventData.Payload![0]!));
        }
    }

    // Such as InterNetworkV6:28:{1,187,0,0,0,0,…}: the port, and the address behind it or behind the flow.
    private static IPEndPoint Parse(string text)
    {
        byte[] bytes = [.. text[(text.IndexOf('{', StringComparison.Ordinal) + 1)..^1].Split(',').Select(b => byte.Parse(b, CultureInfo.InvariantCulture))];
        var address = text.StartsWith("InterNetworkV6:", StringComparison.Ordinal) ? new IPAddress(bytes[6..22]) : new IPAddress(bytes[2..6]);
        return new IPEndPoint(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, (bytes[0] << 8) | bytes[1]);
    }
}
