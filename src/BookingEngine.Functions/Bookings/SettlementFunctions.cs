using BookingEngine.BookingLimits;
using BookingEngine.Queues;
using BookingEngine.Transfers;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Bookings;

/// <summary>Finds out what became of claims that nobody has confirmed.</summary>
public sealed class SettleClaimsFunction(SettleClaimsHandler handler)
{
    [Function("SettleClaims")]
    public Task RunAsync([QueueTrigger(QueueNames.Claims)] string message, FunctionContext context) =>
        handler.HandleAsync(message, context.CancellationToken);
}

/// <summary>Brings moves between calendars to their end that were left half done.</summary>
public sealed class SettleMoveFunction(RecoverTransferHandler handler)
{
    [Function("SettleMove")]
    public Task RunAsync([QueueTrigger(QueueNames.Moves)] string message, FunctionContext context) =>
        handler.HandleAsync(message, context.CancellationToken);
}
