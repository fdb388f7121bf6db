using BookingEngine.ExternalCalendars.Fetch;
using BookingEngine.Functions.Bookings.Settle;
using BookingEngine.Pipeline.Feeds;
using BookingEngine.Queues;
using BookingEngine.Transfers;
using BookingEngine.Users.Passwords;
using BookingEngine.Waitlist.Offers;

namespace BookingEngine.Functions.Pipeline;

/// <summary>Handles the messages of the merged queues. The functions of these queues handle what earlier versions left there.</summary>
public sealed class WorkFunction(
    Relay relay, SweepFunction sweep, BeginRecoveryHandler recoveries, RecoverTransferHandler transfers, ClaimsMessages claims,
    ReadFeedHandler calendars, WaitlistMessages waitlists)
{
    [Function("Work")]
    public Task RunAsync([QueueTrigger(QueueNames.Work)] string message, FunctionContext context)
    {
        var work = WorkMessage.Parse(message);
        var cancellation = context.CancellationToken;
        return work.Queue switch
        {
            QueueNames.RelaySignals when work.Text == SweepReminder.Message => sweep.SweepAsync(cancellation),
            QueueNames.RelaySignals => relay.RunAsync(cancellation),
            QueueNames.Recoveries => recoveries.HandleAsync(RecoveryRequest.Parse(work.Text), cancellation),
            QueueNames.Moves => transfers.HandleAsync(work.Text, cancellation),
            QueueNames.Claims => claims.HandleAsync(work.Text, cancellation),
            QueueNames.ExternalCalendars => calendars.HandleAsync(work.Text, cancellation),
            QueueNames.Waitlist => waitlists.HandleAsync(work.Text, cancellation),
            _ => throw new InvalidOperationException($"No work has the queue {work.Queue}."),
        };
    }
}
