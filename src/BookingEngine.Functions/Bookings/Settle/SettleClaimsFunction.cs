using BookingEngine.BookingLimits;
using BookingEngine.Queues;

namespace BookingEngine.Functions.Bookings.Settle;

/// <summary>Confirms or releases limit claims whose booking is uncertain.</summary>
public sealed class SettleClaimsFunction(SettleClaimsHandler handler)
{
    [Function("SettleClaims")]
    public Task RunAsync([QueueTrigger(QueueNames.Claims)] string message, FunctionContext context) =>
        handler.HandleAsync(message, context.CancellationToken);
}
