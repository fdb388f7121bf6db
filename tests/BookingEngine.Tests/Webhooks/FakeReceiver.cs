using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using BookingEngine.Outbound;

namespace BookingEngine.Tests.Webhooks;

/// <summary>A request that an endpoint got.</summary>
public sealed record ReceivedRequest(Uri Url, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public JsonObject Json => JsonNode.Parse(Body)!.AsObject();

    public string Type => (string)Json["type"]!;

    public string Id => Headers["webhook-id"];

    public long Sequence => (long)Json["sequence"]!;

    public static ReceivedRequest Of(OutboundRequest request) => new(
        request.Address.Value, request.Headers.ToDictionary(h => h.Key, h => h.Value, StringComparer.OrdinalIgnoreCase), Encoding.UTF8.GetString(request.Body.Span));
}

/// <summary>Receives what is sent to addresses of tenants, instead of the network.</summary>
public sealed class FakeReceiver : IOutboundHttp
{
    private readonly ConcurrentQueue<ReceivedRequest> _received = [];

    /// <summary>What it answers. Unset, it answers 200.</summary>
    public Func<ReceivedRequest, OutboundResult> Answer { get; set; } = _ => Ok;

    /// <summary>Hosts that stand for private addresses.</summary>
    public HashSet<string> Unreachable { get; } = [];

    public IReadOnlyList<ReceivedRequest> Received => [.. _received];

    public static OutboundResult Ok => Status(200);

    public static OutboundResult Status(int status, string body = "", params (string Name, string Value)[] headers) => new OutboundAnswer(
        status, headers.ToDictionary(h => h.Name, h => h.Value, StringComparer.OrdinalIgnoreCase), Encoding.UTF8.GetBytes(body), IsCut: false);

    public Task<bool> IsReachableAsync(OutboundAddress address, CancellationToken cancellation) => Task.FromResult(!Unreachable.Contains(address.Value.Host));

    public Task<OutboundResult> SendAsync(OutboundRequest request, CancellationToken cancellation)
    {
        var received = ReceivedRequest.Of(request);
        _received.Enqueue(received);
        return Task.FromResult(Answer(received));
    }
}
