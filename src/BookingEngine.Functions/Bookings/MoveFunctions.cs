using BookingEngine.Bookings;
using BookingEngine.Pipeline;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Bookings;

/// <summary>Brings moves between calendars to their end that were left half done.</summary>
public sealed class SettleMoveFunction(SettleMoveHandler handler)
{
    [Function("SettleMove")]
    public Task RunAsync([QueueTrigger(QueueNames.Moves)] string message, FunctionContext context) =>
        handler.HandleAsync(message, context.CancellationToken);
}
