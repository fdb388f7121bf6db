using BookingEngine.Outbound;

namespace BookingEngine.Tests.Outbound;

/// <summary>For tests in which nothing is sent to addresses of tenants.</summary>
internal sealed class NoOutboundHttp : IOutboundHttp
{
    public Task<bool> IsReachableAsync(OutboundAddress address, CancellationToken cancellation) => throw new InvalidOperationException("Nothing is sent here.");

    public Task<OutboundResult> SendAsync(OutboundRequest request, CancellationToken cancellation) => throw new InvalidOperationException("Nothing is sent here.");
}
