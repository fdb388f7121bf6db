using BookingEngine.Queues;
using BookingEngine.Transfers;

namespace BookingEngine.Functions.Bookings.Settle;

/// <summary>Brings moves between calendars to their end that were left half done.</summary>
public sealed class RecoverTransferFunction(RecoverTransferHandler handler)
{
    [Function("SettleMove")]
    public Task RunAsync([QueueTrigger(QueueNames.Moves)] string message, FunctionContext context) =>
        handler.HandleAsync(message, context.CancellationToken);
}
