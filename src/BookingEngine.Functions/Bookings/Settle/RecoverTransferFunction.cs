using BookingEngine.Queues;
using BookingEngine.Transfers;

namespace BookingEngine.Functions.Bookings.Settle;

/// <summary>Finishes or withdraws interrupted moves between calendars.</summary>
public sealed class RecoverTransferFunction(RecoverTransferHandler handler)
{
    [Function("SettleMove")]
    public Task RunAsync([QueueTrigger(QueueNames.Moves)] string message, FunctionContext context) =>
        handler.HandleAsync(message, context.CancellationToken);
}
