using BookingEngine.Aggregates;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Waitlist.Signals;

namespace BookingEngine.Waitlist.Offers;

/// <summary>Handles the messages of <see cref="WaitlistSignal"/>.</summary>
public sealed class WaitlistMessages(WaitlistLooks looks, AggregateLoader loader, WaitlistSignal signal, TimeProvider time)
{
    /// <param name="message">The text of a <see cref="LookRequest"/>.</param>
    public async Task HandleAsync(string message, CancellationToken cancellation)
    {
        var request = LookRequest.Parse(message);
        if (request.IsOnlyIfDue)
        {
            await QueueIfDueAsync(ServiceWaitlist.StreamOf(new ServiceId(request.Stream.Id)), cancellation);
            return;
        }

        (await looks.RunAsync(request, cancellation)).Failures.ThrowFirst();
    }

    // The look has a message of its own: after a crash in the middle of it nothing is due any more, and what it has freed must be given to the next.
    private async Task QueueIfDueAsync(StreamName stream, CancellationToken cancellation)
    {
        if (OfferSettlement.IsDue((await loader.RefreshAsync<ServiceWaitlist>(stream, cancellation)).State, time.Now()))
        {
            await signal.SendAsync(stream);
        }
    }
}
