using BookingEngine.Queues;
using BookingEngine.Users.Passwords;

namespace BookingEngine.Functions.Users.Passwords;

/// <summary>Looks up the account of a recovery request. It runs from the queue, so that the HTTP answer takes the same time for all addresses.</summary>
public sealed class BeginRecoveryFunction(BeginRecoveryHandler handler)
{
    [Function("BeginRecovery")]
    public Task RunAsync([QueueTrigger(QueueNames.Recoveries)] string message, FunctionContext context) =>
        handler.HandleAsync(RecoveryRequest.Parse(message), context.CancellationToken);
}
