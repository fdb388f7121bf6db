using BookingEngine.Queues;
using BookingEngine.Users.Passwords;

namespace BookingEngine.Functions.Users.Passwords;

/// <summary>Looks up, behind the queue, whether there is an account to recover.</summary>
public sealed class BeginRecoveryFunction(BeginRecoveryHandler handler)
{
    [Function("BeginRecovery")]
    public Task RunAsync([QueueTrigger(QueueNames.Recoveries)] string message, FunctionContext context) =>
        handler.HandleAsync(RecoveryRequest.Parse(message), context.CancellationToken);
}
