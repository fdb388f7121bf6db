using BookingEngine.Queues;

namespace BookingEngine.Functions.Bookings.Settle;

/// <summary>Handles messages that earlier versions left in their own queue.</summary>
public sealed class SettleClaimsFunction(ClaimsMessages messages)
{
    [Function("SettleClaims")]
    public Task RunAsync([QueueTrigger(QueueNames.Claims)] string message, FunctionContext context) =>
        messages.HandleAsync(message, context.CancellationToken);
}
