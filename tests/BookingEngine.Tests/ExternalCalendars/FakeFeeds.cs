using System.Collections.Concurrent;
using System.Text;
using BookingEngine.Outbound;

namespace BookingEngine.Tests.ExternalCalendars;

/// <summary>The calendars of the internet, by address.</summary>
internal sealed class FakeFeeds : IOutboundHttp
{
    public ConcurrentDictionary<string, Func<OutboundRequest, OutboundResult>> Answers { get; } = [];

    public ConcurrentQueue<OutboundRequest> Requests { get; } = [];

    public static OutboundResult FileOf(params string[] events) => File(CalendarFile.Of(string.Join('\n', events)));

    public static OutboundResult File(byte[] body, params (string Name, string Value)[] headers) =>
        new OutboundAnswer(200, headers.ToDictionary(h => h.Name, h => h.Value), body, IsCut: false);

    public static OutboundResult Status(int status, params (string Name, string Value)[] headers) =>
        new OutboundAnswer(status, headers.ToDictionary(h => h.Name, h => h.Value), Encoding.UTF8.GetBytes("<html>"), IsCut: false);

    /// <summary>An event in UTC, such as <c>20300502T100000Z</c>.</summary>
    public static string Busy(string from, string to, string uid = "1") => CalendarFile.Event($"UID:{uid}\nDTSTART:{from}\nDTEND:{to}");

    public Task<bool> IsReachableAsync(OutboundAddress address, CancellationToken cancellation) =>
        Task.FromResult(!address.Value.Host.EndsWith(".private.example", StringComparison.Ordinal));

    public Task<OutboundResult> SendAsync(OutboundRequest request, CancellationToken cancellation)
    {
        Requests.Enqueue(request);
        return Task.FromResult(Answers.TryGetValue(request.Address.Value.AbsoluteUri, out var answer) ? answer(request) : OutboundFailure.Unreachable);
    }
}
