using BookingEngine.BookingLimits;
using BookingEngine.Erasure;
using BookingEngine.Queues;

namespace BookingEngine.Functions.Bookings.Settle;

/// <summary>Confirms or releases limit claims whose booking is uncertain, and looks again for bookings of erased persons.</summary>
public sealed class SettleClaimsFunction(SettleClaimsHandler handler, SecondLookHandler erasures)
{
    [Function("SettleClaims")]
    public async Task RunAsync([QueueTrigger(QueueNames.Claims)] string message, FunctionContext context)
    {
        if (!await erasures.TryHandleAsync(message, context.CancellationToken))
        {
            await handler.HandleAsync(message, context.CancellationToken);
        }
    }
}
