using BookingEngine.Notifications;
using BookingEngine.Queues;
using BookingEngine.Users.Passwords;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Notifications;

/// <summary>Looks up, behind the queue, whether there is an account to recover.</summary>
public sealed class BeginRecoveryFunction(BeginRecoveryHandler handler)
{
    [Function("BeginRecovery")]
    public Task RunAsync([QueueTrigger(QueueNames.Recoveries)] string message, FunctionContext context) =>
        handler.HandleAsync(RecoveryRequest.Parse(message), context.CancellationToken);
}

/// <summary>Sends a mail that is due.</summary>
public sealed class SendMailFunction(SendMailHandler handler)
{
    [Function("SendMail")]
    public Task RunAsync([QueueTrigger(QueueNames.Mails)] string message, FunctionContext context) =>
        handler.HandleAsync(message, context.CancellationToken);
}
